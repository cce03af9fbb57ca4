import type { Mechanism, StackFrame } from '../../contract/error-record.ts';
import { faultOf, nameAndMessage } from './fault-of.ts';
import { fileName, isBuilt } from './file-name.ts';
import { functionName, isAsyncFrame } from './function-name.ts';
import { shortHash } from './short-hash.ts';

export interface SignatureInput {
  readonly name: string;
  readonly message: string;
  readonly frames: readonly StackFrame[];
  readonly mechanism: Mechanism;
}

/** What names a group, and what lets a group be found where an engine leaves out the property (see `joinFamily`). */
export interface Signature {
  /** 12 hexadecimal digits. */
  readonly signature: string;
  /** Groups of one family differ in nothing but the property that was asked of null or undefined; `null`: the fault has no family. */
  readonly family: string | null;
  readonly property: string | null;
  readonly expression: string | null;
  /** Line of the topmost frame; tells statements apart where the property is not known. */
  readonly line: number | null;
}

/** The throwing function and its next two callers: more would part one fault by where it was called from, fewer would merge all users of a helper. */
const depth = 3;

/**
 * Names the fault: the same in Chromium, Firefox and Safari, with other values in its message, and after a rebuild. It rests on what went wrong and on
 * the names of the application's functions; on the file's name without its hash; never on lines and columns, which every build moves.
 */
export function signatureOf({ name, message, frames, mechanism }: SignatureInput): Signature {
  const fault = faultOf(name, message, mechanism === 'resource' || mechanism === 'csp' || mechanism === 'reporting');
  const own = ownFrames(frames);
  const place = [fault.kind, ...placeOf(own)];
  const hasFamily = fault.kind === 'nullish-access';
  return {
    signature: shortHash([...place, fault.subject ?? `?${fault.expression ?? ''}`].join('\n')),
    family: hasFamily ? shortHash(place.join('\n')) : null,
    property: hasFamily ? fault.subject : null,
    expression: hasFamily ? fault.expression : null,
    line: own[0]?.line ?? null,
  };
}

/** `TypeError: x is not a function` */
export function titleOf(rawName: string, rawMessage: string): string {
  const { name, message } = nameAndMessage(rawName, rawMessage);
  return (message === '' ? name : `${name}: ${message}`).slice(0, 300);
}

/**
 * The application's frames up to the first `await` (only Chromium shows what lies behind one), recursion folded;
 * all frames with a place where none is the application's.
 */
function ownFrames(frames: readonly StackFrame[]): readonly StackFrame[] {
  const inApp = frames.filter((frame) => frame.inApp);
  const candidates = inApp.length > 0 ? inApp : frames.filter((frame) => frame.file !== null);
  const end = candidates.findIndex((frame, at) => at > 0 && isAsyncFrame(frame.function));
  return end < 0 ? candidates : candidates.slice(0, end);
}

/** The names of functions, where there are any that a build would not change; else of files. */
function placeOf(frames: readonly StackFrame[]): readonly string[] {
  const named: { readonly name: string; readonly minified: boolean; readonly file: string }[] = [];
  const seen = new Set<string>();
  for (const frame of frames) {
    const name = functionName(frame.function);
    const key = `${name} ${fileName(frame.file)}`;
    // Recursion, direct and mutual: each function counts where it is first met.
    if (name === '' || seen.has(key)) continue;
    seen.add(key);
    named.push({ name, minified: isMinified(name, frame), file: fileName(frame.file) });
  }
  const stable = named.filter((one) => !one.minified);
  // A build gives minified functions other letters; they serve only where there is nothing else.
  const chosen = (stable.length > 0 ? stable : named).slice(0, depth);
  if (chosen.length > 0) return [chosen[0]?.file ?? '', ...chosen.map((one) => one.name)];
  return [...new Set(frames.map((frame) => fileName(frame.file)))].slice(0, depth);
}

const isMinified = (name: string, frame: StackFrame): boolean =>
  name.length <= 2 && (isBuilt(frame.file) || (frame.column ?? 0) > 300 || (frame.line === 1 && (frame.column ?? 0) > 100));
