import type { StackFrame } from '../../contract/error-record.ts';
import { isInApp } from './in-app.ts';
import { parseBareName, parseGeckoLine } from './parse-gecko-line.ts';
import { parseOperaLine } from './parse-opera-line.ts';
import { parseV8Line } from './parse-v8-line.ts';
import type { RawFrame } from './raw-frame.ts';

/** The first frames are the ones that matter; Firefox gives up to 128 of a recursion. */
const maxFrames = 50;
/** Characters of a line that are looked at. Longer ones (data: URLs, evals) keep their head, which has the name, and their tail, which has the place. */
const maxLine = 1_000;

/**
 * The frames of an engine's own stack text, top first, at most 50; `[]` where there are none. Never throws, and takes time in proportion to the
 * text. `message`: the error's message, which V8 repeats at the top and which may itself look like frames.
 *
 * @example parseStack('save@https://host/app.js:10:5')  // [{ function: 'save', file: 'https://host/app.js', line: 10, column: 5, inApp: true }]
 */
export function parseStack(stack: string, message = ''): StackFrame[] {
  const text = withoutMessage(stack, message);
  const frames = firstOf(text, parseV8Line) ?? firstOf(text, parseOperaLine) ?? geckoFrames(text);
  return frames.map((frame) => ({ function: frame.function, file: frame.file, line: frame.line, column: frame.column, inApp: isInApp(frame) }));
}

function withoutMessage(stack: string, message: string): string {
  if (message === '') return stack;
  const at = stack.indexOf(message);
  // In front of V8's copy stands at most the error's name.
  const isHeader = at >= 0 && at <= 200 && !stack.slice(0, at).includes('\n') && stack[at + message.length] === '\n';
  return isHeader ? stack.slice(at + message.length) : stack;
}

/** One dialect at a time: in a V8 text an `@` belongs to the message. */
function firstOf(text: string, parse: (line: string) => RawFrame | undefined): RawFrame[] | undefined {
  const frames: RawFrame[] = [];
  for (const line of linesOf(text)) {
    const frame = parse(line);
    if (frame && frames.push(frame) >= maxFrames) break;
  }
  return frames.length > 0 ? frames : undefined;
}

function geckoFrames(text: string): RawFrame[] {
  const frames: RawFrame[] = [];
  let believed = false;
  for (const line of linesOf(text)) {
    const frame = parseGeckoLine(line);
    believed ||= frame !== undefined;
    const kept = frame ?? parseBareName(line);
    if (kept && frames.push(kept) >= maxFrames) break;
  }
  return believed ? frames : [];
}

function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    yield (to - from > maxLine ? `${text.slice(from, from + maxLine - 200)}…${text.slice(to - 199, to)}` : text.slice(from, to)).trim();
    from = to + 1;
  }
}
