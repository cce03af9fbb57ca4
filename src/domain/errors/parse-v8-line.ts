import { parseLocation, startsLocation } from './frame-location.ts';
import type { RawFrame } from './raw-frame.ts';

/**
 * One line of the shape `at name (place)`: Chromium, Edge, IE 10 and 11, Node, Hermes, PhantomJS, Opera from 15 on.
 * `undefined`: not a frame.
 */
export function parseV8Line(line: string): RawFrame | undefined {
  if (!line.startsWith('at ')) return undefined;
  // Node's inspector writes the error's own properties behind the last frame: `at run (a.js:1:2) {`.
  const text = (line.endsWith(' {') ? line.slice(3, -2) : line.slice(3)).trim();
  const open = openingOf(text);
  if (open < 0) return bare(text);
  const close = text.endsWith(')') ? text.length - 1 : text.length;
  const name = nameOf(text.slice(0, open));
  const place = text.slice(open + 1, close);
  if (place.startsWith('eval at ')) return { function: name, ...evalOrigin(place) };
  const location = parseLocation(place);
  const isPlace = location.line !== null || location.file === null || startsLocation(place) || place.endsWith('native code');
  return isPlace ? { function: name, ...location } : undefined;
}

/** `at https://host/a.js:1:2`: a place without a name. `at <anonymous>` alone says nothing. */
function bare(text: string): RawFrame | undefined {
  const location = parseLocation(text.startsWith('async ') ? text.slice(6) : text);
  if (location.file === null || (location.line === null && location.column === null)) return undefined;
  return { function: null, ...location };
}

/** Index of the parenthesis that opens the place; -1: the whole text is a place. Paths and names may hold parentheses too. */
function openingOf(text: string): number {
  const closed = text.endsWith(')');
  if (!closed && startsLocation(text.startsWith('async ') ? text.slice(6) : text)) return -1;
  for (let at = text.indexOf('('); at >= 0; at = text.indexOf('(', at + 1)) if (startsLocation(text.slice(at + 1, at + 64))) return at;
  if (!closed) return -1;
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === ')') depth += 1;
    else if (text[at] === '(' && (depth -= 1) === 0) return at;
  }
  return text.indexOf('(');
}

/**
 * `eval at foo (eval at speak (https://host/a.js:21:17)), <anonymous>:1:30`: the place that exists outside the eval, the innermost one.
 * Chromium's console evaluates at no place at all; then the place within the evaluated text is all there is.
 */
function evalOrigin(place: string): ReturnType<typeof parseLocation> {
  const inner = place.slice(place.lastIndexOf('eval at '));
  const open = openingOf(`${inner.slice('eval at '.length)})`);
  if (open >= 0) {
    const from = 'eval at '.length + open + 1;
    const origin = parseLocation(inner.slice(from, closingOf(inner, from)));
    if (origin.file !== null) return origin;
  }
  return parseLocation(place.slice(place.lastIndexOf(', ') + 2).replace(/\)+$/, ''));
}

function closingOf(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && (depth -= 1) === 0) return at;
  }
  return text.length;
}

function nameOf(text: string): string | null {
  const name = text.trim();
  return name === '' || name === '<anonymous>' || name === 'async' || name === 'async <anonymous>' ? null : name;
}
