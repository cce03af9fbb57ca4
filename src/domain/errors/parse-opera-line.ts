import type { RawFrame } from './raw-frame.ts';

/** Opera 8 to 10: `Line 18 of linked script http://host/a.js: In function run`. */
const opera9 = /^(?:\.\.\. *)?Line (\d+) of (?:linked script|inline#\d+ script in|eval script in|function script in) (.*)$/;
/** Opera 11 and 12: `called from line 7, column 4 in bar(n) in http://host/a.js:`. */
const opera11 = /^(?:Error (?:thrown|created|initially occurred) at|called (?:from|via .{1,100}? from)) line (\d+), column (\d+) in (.*)$/;

/** One line of Opera's own texts, before it took Chromium's engine. `undefined`: not a frame, such as the quoted source between frames. */
export function parseOperaLine(line: string): RawFrame | undefined {
  const old = opera9.exec(line);
  if (old) {
    const [, number, rest = ''] = old;
    const split = rest.indexOf(': In function ');
    const file = split < 0 ? rest : rest.slice(0, split);
    return { function: split < 0 ? null : rest.slice(split + ': In function '.length) || null, file: file || null, line: Number(number), column: null };
  }
  const later = opera11.exec(line);
  if (!later) return undefined;
  const [, number, column, rest = ''] = later;
  const place = rest.endsWith(':') ? rest.slice(0, -1) : rest;
  const split = place.lastIndexOf(' in ');
  return {
    function: split < 0 ? null : nameOf(place.slice(0, split)),
    file: place.slice(split < 0 ? 0 : split + 4) || null,
    line: Number(number),
    column: Number(column),
  };
}

function nameOf(text: string): string | null {
  const open = text.indexOf('(', text.startsWith('<') ? text.indexOf('>') : 0);
  const name = open < 0 ? text : text.slice(0, open);
  return /^<anonymous function: ?(.*)>$/.exec(name)?.[1] ?? (name || null);
}
