import type { ErrorRecord, StackFrame } from '../../../contract/error-record.ts';
import { isInApp } from '../in-app.ts';
import { originalName } from './original-name.ts';
import type { ScriptMap } from './script-map.ts';
import { sourceContext } from './source-context.ts';

/** Frames of a stack that show their source lines: a deep recursion would repeat them dozens of times in every record. */
const withContext = 5;

/** The map of a script; `undefined`: there is none. */
type MapOf = (file: string | null) => ScriptMap | undefined;

/**
 * The same frames, those of the application with where they come from. A frame that turns out to come from a library is one of a library; unless no
 * other would be left. The very same array where no map knows anything.
 */
export function resolveFrames(frames: readonly StackFrame[], mapOf: MapOf): readonly StackFrame[] {
  let contexts = 0;
  const resolved = frames.map((frame) => {
    const { function: raw, file, line, column } = frame;
    const map = frame.inApp && line && column ? mapOf(file) : undefined;
    const original = map?.originalOf(line!, column!);
    if (!map || !original) return frame;
    const inApp = !original.ignored && isInApp(original);
    const lines = inApp && contexts < withContext ? map.linesOf(original.file) : null;
    const context = lines ? sourceContext(lines, original.line, original.column) : undefined;
    if (context) contexts++;
    const source = { file: original.file, line: original.line, column: original.column, function: originalName(raw, map, line!, column!), ...(context && { context }) };
    return { ...frame, inApp, source };
  });
  if (resolved.every((frame, index) => frame === frames[index])) return frames;
  return resolved.some(({ inApp }) => inApp) ? resolved : resolved.map((frame, index) => ({ ...frame, inApp: frames[index]?.inApp ?? false }));
}

/** The record with the frames of its stack and of its causes resolved; the very same record where no map knows anything. */
export function resolveRecord(record: ErrorRecord, mapOf: MapOf): ErrorRecord {
  const frames = resolveFrames(record.frames, mapOf);
  const cause = record.cause.map((one) => ({ ...one, frames: resolveFrames(one.frames, mapOf) }));
  return frames === record.frames && cause.every((one, index) => one.frames === record.cause[index]?.frames) ? record : { ...record, frames, cause };
}
