import type { ErrorOptions } from '../../contract/config.ts';
import type { ErrorRecord, StackFrame } from '../../contract/error-record.ts';
import { type Fault, faultOf } from './fault-of.ts';
import { scriptOf } from './file-name.ts';
import { functionName, isAsyncFrame, isMinified } from './function-name.ts';
import { ownGroup } from './own-group.ts';
import { rememberOf } from '../remember-of.ts';
import { shortHash } from './short-hash.ts';

/** What names a group, and what lets a group be found where an engine leaves out the property (see `joinFamily`). */
export interface Signature {
  /** 12 hexadecimal digits. */
  readonly signature: string;
  /** Groups of one family differ in nothing but the property that was asked of null or undefined; `null`: the fault has no family. */
  readonly family: string | null;
  readonly property?: string | undefined;
  /** Line of the topmost frame; tells statements apart where the property is not known. */
  readonly line: number | null;
}

/** The throwing function and its next two callers: more would part one fault by where it was called from, fewer would merge all users of a helper. */
const depth = 3;

/** What is compared: two errors are one fault when all of it is the same. */
export interface Compared extends Fault {
  /** The file, and the functions from the one that threw to its callers. */
  readonly place: readonly string[];
  readonly line: number | null;
}

type Told = Pick<ErrorRecord, 'name' | 'message' | 'frames' | 'mechanism'>;

export function comparedOf({ name, message, frames, mechanism }: Told): Compared {
  return { ...faultOf(name, message, /resource|csp|reporting|api/.test(mechanism)), ...placeOf(frames) };
}

/**
 * Names the fault: the same in Chromium, Firefox and Safari, with other values in its message, and after a rebuild. It rests on what went wrong and on
 * the names of the application's functions; on the file's name without its hash; never on lines and columns, which every build moves. `rules`: of the
 * options; they come first.
 */
export function signatureOf(told: Told, rules: ErrorOptions['fingerprint'] = {}): Signature {
  const named = ownGroup(told, rules);
  if (named) return { signature: shortHash(named), family: null, line: null };
  const { kind, subject, expression = '', place, line } = comparedOf(told);
  const where = [kind, ...place].join('\n');
  return {
    signature: shortHash(`${where}\n${subject ?? `?${expression}`}`),
    family: kind === 'nullish' ? shortHash(where) : null,
    property: subject,
    line,
  };
}

/** The application's frames up to the first `await` (only Chromium shows what lies behind one); all frames where none is the application's. */
function ownFrames(frames: readonly StackFrame[]): readonly StackFrame[] {
  const inApp = frames.filter((frame) => frame.inApp);
  const own = inApp.length ? inApp : frames;
  const end = own.findIndex((frame, at) => at > 0 && isAsyncFrame(frame.function));
  return end < 0 ? own : own.slice(0, end);
}

/** The file, and the names of functions where there are any that a build would not change; else of files. Of a recursion each name counts once. */
const placeOf = rememberOf((frames: readonly StackFrame[]): Pick<Compared, 'place' | 'line'> => {
  const own = ownFrames(frames);
  const calls = own.map(({ function: name, file, column }) => ({ name: functionName(name), column, ...scriptOf(file) }));
  const named = calls.filter(({ name }) => name);
  // A build gives minified functions other letters; they serve only where there is nothing else.
  const stable = named.filter(({ name, built, column }) => !isMinified(name) || !(built || Number(column) > 150));
  const chosen = stable.length ? stable : named;
  const parts = chosen.length ? chosen.map(({ name }) => name) : calls.map(({ file }) => file);
  return { place: [chosen[0]?.file ?? '', ...[...new Set(parts)].slice(0, depth)], line: own[0]?.line ?? null };
});
