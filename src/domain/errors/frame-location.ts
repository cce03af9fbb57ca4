export interface FrameLocation {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

const nowhere: FrameLocation = { file: null, line: null, column: null };

/** Firefox: `page.js line 26 > eval line 2 > eval:1:30`; the place in the page is where the eval was called. */
const geckoEval = / line (\d+) > /;
/** `module.wasm:wasm-function[42]:0x1a2b`, the same in Chromium and Firefox; the number is a byte offset. */
const wasm = /:wasm-function\[\d+\](?::0x([\da-f]+))?$/i;
/** Texts that stand where a place would, and name none. */
const placeless = /^(?:native|unknown location|unknown source|index \d+)?$/;
/** Safari writes an extension's URL as `safari-web-extension:(//id/file.js:1:2)`. */
const safariExtension = /^(safari-(?:web-)?extension):\((.*)\)$/;

/** Reads `https://host:8080/a.js:12:34` and its kin: a file, then perhaps a line, then perhaps a column. */
export function parseLocation(text: string): FrameLocation {
  let rest = text.trim();
  if (rest.startsWith('address at ')) rest = rest.slice('address at '.length);
  if (placeless.test(rest)) return nowhere;
  const extension = safariExtension.exec(rest);
  if (extension) rest = `${extension[1]}:${extension[2]}`;

  const evaluated = geckoEval.exec(rest);
  if (evaluated) return { file: rest.slice(0, evaluated.index) || null, line: Number(evaluated[1]), column: null };

  const module = wasm.exec(rest);
  if (module) return { file: rest.slice(0, module.index) || null, line: null, column: module[1] ? Number.parseInt(module[1], 16) : null };

  const last = trailingNumber(rest);
  if (!last) return { ...nowhere, file: rest };
  const first = trailingNumber(last.before);
  if (!first) return { file: last.before || null, line: last.number, column: null };
  return { file: first.before || null, line: first.number, column: last.number };
}

/** Walked by hand: a pattern for it would look at long digit runs more than once. */
function trailingNumber(text: string): { readonly before: string; readonly number: number } | undefined {
  let start = text.length;
  while (start > 0 && isDigit(text.charCodeAt(start - 1))) start -= 1;
  const digits = text.length - start;
  if (digits === 0 || digits > 12 || text[start - 1] !== ':') return undefined;
  return { before: text.slice(0, start - 1), number: Number(text.slice(start)) };
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const locationStart = /^(?:[a-z][\w+.-]*:|\/|\\\\|<anonymous>|native\b|\[native code\]|\[wasm code\]|eval at |eval code|Function code|address at |index \d|internal\/)/i;

/** Does a place begin here, as far as one can tell: a scheme, a drive, a path, or one of the engines' own words? */
export const startsLocation = (text: string): boolean => locationStart.test(text);
