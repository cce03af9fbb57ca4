import type { StackFrame } from '../../contract/error-record.ts';
import { remember } from '../scrub/remember.ts';
import { isInApp } from './in-app.ts';

/** The first frames are the ones that matter; Firefox gives up to 128 of a recursion. */
const maxFrames = 50;
/** Stacks whose frames are remembered, of up to 16,000 characters each. */
const maxStacks = 100;
/** Characters of a line that are looked at, so that no pattern can take long: its head, which has the name, and its tail, which has the place. */
const head = 800;
const tail = 200;

/** Where a place begins, as far as one can tell: a scheme, a drive, a path, or one of the engines' own words. */
const start = String.raw`(?:[a-z][\w+.-]*:(?!:)|[\w.-]*\/|\\\\|<anonymous>|\[?native|\[?wasm|eval (?:at|code)|address at|index \d)`;

/**
 * The dialects, and what makes a frame of a line that gives no number. A text has one dialect: in V8's, an `@` belongs to the message.
 * In `name@place` names hold an `@` too (`obj["@fn"]`, `@who`), and so do places (`/@scope/a.js`): it is the first `@` that a place follows, else the last.
 */
const dialects: readonly (readonly [line: RegExp, believed: RegExp])[] = [
  // Chromium, Edge, IE, Node, Hermes: `at name (place)`, `at place`.
  [new RegExp(String.raw`^at (?:(?![\w-]+:\/)(?<name>.*?)(?: ?\((?=${start}|[^()]*\)$)| @ +))?(?:async )?(?<place>.*?)\)?(?: \{)?$`, 'is'), new RegExp(String.raw`\(${start}`, 'i')],
  // Firefox, Safari, JavaScriptCore in React Native; Firefox 3 writes the arguments behind the name, Safari a place alone for a function without one.
  [new RegExp(String.raw`^(?:(?<name>.*?)(?:\([^()]*\))?@(?=${start}|$)|(?<last>.*)@|(?=\[native code\]$|\S+:\d+:\d+$))(?<place>.*)$`, 'is'), /(?:^|@)(?:$|\[|[\w+.-]+:\/)/],
];

/**
 * Opera's own engine (until 12) wrote sentences, of which the source text follows each: `Line 18 of linked script URL: In function foo`, `called from line 27,
 * column 8 in foo(x) in URL:`. Said the way of Firefox here.
 */
const sentence =
  /^.*?\bline (\d{1,9})(?:, column (\d{1,9})(?: in (?:<anonymous function: ([^>]*)>|([^(]*))\(.*\))? in (\S+):| of .*?script (?:in )?(\S+?)(?:: In function (\S+))?)$/i;
/** Its other text has places behind `@`: `<anonymous function: run>([arguments not available])@URL:27`, and at the end where the error was made. */
const made = /^(?:Error created at .*|<anonymous function(?:: ([^>]*))?>(?=.*@))/;

/** Safari's `run@safari-web-extension:(//id/file.js:1:2)`, with an `at` before it where an extension made the text itself. */
const extensions = /^(?:at )?(.*safari[\w-]{0,20}:)\((.*)\)$/;

/** Chromium nests what was evaluated where: `eval at foo (eval at speak (https://host/a.js:21:17)), <anonymous>:1:30`. The innermost place exists outside. */
const evalOrigin = /^.*eval at [^(]*\((?!:)(.*?)(?:\)[,)].*)?$/s;
/** Firefox's `page.js line 26 > eval line 2 > eval:1:30`; `module.wasm:wasm-function[42]:0x1a2b`, a byte offset, in older ones without the file; `a.js:12:34`. */
const location = /^(?:address at )?(?<file>.*?)(?: line (?<outer>\d{1,9}) > .*|:?wasm-function\[\d+\](?::(?<offset>0x[\da-f]{1,9}))?|(?:^|:)(?<line>\d{1,9})(?::(?<column>\d{0,9}))?)?$/is;
/** Texts that stand where a file would, and name none. */
const fileless = /^(?:native|index \d+)?$/;
const nameless = /^(?:async ?)?(?:<anonymous>)?$/;

/**
 * The frames of an engine's own stack text, top first, at most 50; `[]` where there are none. Never throws, and takes time in proportion to the
 * text. `message`: the error's message, which V8 repeats at the top and which may itself look like frames.
 *
 * @example parseStack('save@https://host/app.js:10:5')  // [{ function: 'save', file: 'https://host/app.js', line: 10, column: 5, inApp: true }]
 */
export function parseStack(stack: string, message = ''): readonly StackFrame[] {
  const at = message ? stack.indexOf(`${message}\n`) : -1;
  // In front of V8's copy stands at most the error's name.
  return framesOf(at >= 0 && /^(?:.*: )?$/.test(stack.slice(0, at)) ? stack.slice(at + message.length) : stack);
}

/** What fails in a loop fails at one place, and what stands in many records under one reference is stored once. */
const framesOf = remember((body): readonly StackFrame[] => {
  const lines = body.split('\n').map((line) => (line.length > head + tail ? line.slice(0, head) + line.slice(-tail) : line).trim().replace(extensions, '$1$2').replace(made, '$1').replace(sentence, '$3$4$7@$5$6:$1:$2'));
  for (const [pattern, believed] of dialects) {
    const frames = lines.flatMap((line) => {
      const { groups } = pattern.exec(line) ?? {};
      const frame = groups && frameOf(groups);
      return frame && (frame.line !== null || frame.column !== null || believed.test(line)) ? frame : [];
    });
    if (frames.length > 0) return frames.slice(0, maxFrames);
  }
  return [];
}, maxStacks);

function frameOf({ name, last, place = '' }: Partial<Record<string, string>>): StackFrame {
  const called = name ?? last ?? '';
  const found = location.exec(
    place
      .replace(evalOrigin, '$1')
      .replace(/^eval at .*, /s, ''),
  );
  const { file = '', outer, offset, line = outer, column = offset } = found?.groups ?? {};
  const frame = { function: nameless.test(called) ? null : called, file: fileless.test(file) ? null : file, line: numberOf(line), column: numberOf(column) };
  return { ...frame, inApp: isInApp(frame) };
}

const numberOf = (digits: string | undefined): number | null => (digits ? Number(digits) : null);
