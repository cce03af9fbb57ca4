import { parseLocation, startsLocation } from './frame-location.ts';
import type { RawFrame } from './raw-frame.ts';

/**
 * One line of the shape `name@place`: Firefox, Safari, old Opera, JavaScriptCore in React Native. Also a place alone, which is
 * how Safari and React Native write a function without a name. `undefined`: not a frame.
 */
export function parseGeckoLine(line: string): RawFrame | undefined {
  // Opera 11 ends its `stack` with where the error was made, which is the last frame once more.
  if (line === '' || line.startsWith('Error created at ')) return undefined;
  const at = separatorOf(line);
  if (at < 0) return placeAlone(line);
  const place = line.slice(at + 1);
  const location = parseLocation(place);
  const isPlace = location.line !== null || location.column !== null || place === '' || place.startsWith('[') || /^[a-z][\w+.-]*:\//i.test(place);
  return isPlace ? { function: nameOf(line.slice(0, at)), ...location } : undefined;
}

/** A name without any place: what Safari leaves of a function in evaluated code. Only believed beside real frames. */
export function parseBareName(line: string): RawFrame | undefined {
  // What encloses the evaluated text is no function, and the parsers of TraceKit's line leave it out too.
  if (line === 'eval code' || !/^[\w$#.]{1,100}$/.test(line) || /(?:Error|Exception)$/.test(line) || /^[\d.]+$/.test(line)) return undefined;
  return { function: line, file: null, line: null, column: null };
}

function placeAlone(line: string): RawFrame | undefined {
  if (line === '[native code]') return { function: null, file: line, line: null, column: null };
  const location = parseLocation(line);
  const hasScheme = /^[a-z][\w+.-]*:\/\//i.test(line);
  const isPlace = hasScheme ? location.line !== null : location.column !== null && location.line !== null && !/\s/.test(location.file ?? ' ');
  return isPlace ? { function: null, ...location } : undefined;
}

/**
 * Which `@` parts the name from the place? Names hold it in brackets, quotes and arguments (`obj["@fn"]`), or at the front (`@who`);
 * places hold it in a path (`/@scope/pkg/a.js`) or a user (`https://me@host`). So: the first one outside brackets that a place follows,
 * else the first one outside brackets, else the last one.
 */
function separatorOf(line: string): number {
  let first = -1;
  let depth = 0;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at];
    if (char === '[' || char === '(') depth += 1;
    else if (char === ']' || char === ')') depth = Math.max(0, depth - 1);
    else if (char === '@' && depth === 0) {
      if (startsLocation(line.slice(at + 1, at + 64))) return at;
      if (first < 0) first = at;
    }
  }
  if (first >= 0) return first;
  // A bracket within quotes left the count wrong.
  for (let at = line.indexOf('@'); at >= 0; at = line.indexOf('@', at + 1)) if (startsLocation(line.slice(at + 1, at + 64))) return at;
  return line.lastIndexOf('@');
}

/** Firefox 3 and Opera 11 write the arguments behind the name: `bar(1)`, `run([arguments not available])`, `(null)`. */
function nameOf(text: string): string | null {
  const trimmed = text.trim();
  const name = trimmed.endsWith(')') ? trimmed.slice(0, Math.max(0, trimmed.indexOf('('))) : trimmed;
  const opera = /^<anonymous function: ?(.*)>$/.exec(name);
  if (opera) return opera[1] || null;
  return name === '' || name === '<anonymous function>' || name === '<anonymous>' ? null : name;
}
