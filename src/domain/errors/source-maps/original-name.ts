import type { ScriptMap } from './script-map.ts';

/** Characters in front of a place in which the function that it belongs to is looked for. Bounds the work for one frame. */
const reach = 200_000;
/** Words in what engines call a function that name no function. */
const words = new Set(['new', 'async', 'get', 'set', 'static', 'as', 'Object', 'Function', 'eval', 'anonymous', 'prototype', 'global', 'window', 'self']);
/** What may stand between a piece that the map knows and the name in it. */
const keywords = /^(?:(?:export|default|async|function|class|const|let|var)\b|[\s*])*$/;
const named = /^(?:(?:export|default|async|function|class|const|let|var)\b\s*|\*\s*)*([\w$]+)/;

/**
 * What a function was called before the build gave it another name, in the words of the engine: `new e` → `new BookingForm`. Source maps name tokens,
 * not functions: so the functions around the place are looked for in the built script, and the map is asked for their names.
 */
export function originalName(raw: string | null, map: ScriptMap, line: number, column: number): string | null {
  const at = offsetOf(map.text, line) + column - 1;
  return raw && raw.replace(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu, (token) => (words.has(token) ? token : (declared(token, map, at) ?? token)));
}

function declared(token: string, map: ScriptMap, at: number): string | null {
  const { text } = map;
  const start = Math.max(0, at - reach);
  const name = token.replaceAll('$', String.raw`\$`);
  const pattern = new RegExp(String.raw`(?:function\b\s*\*?\s*|class\s+)(${name})(?![\w$])|(?<![\w$.])(${name})\s*=\s*(?:async\b|function\b|class\b|\(|[\w$]+\s*=>)`, 'dg');
  const found = [...text.slice(start, at).matchAll(pattern)].map(({ indices }) => start + (indices?.[1] ?? indices?.[2] ?? [0])[0]);
  const own = found.findLast((place) => encloses(text, place + token.length, at));
  return own === undefined ? null : nameAt(map, own);
}

/**
 * Does the function whose name ends at `from` hold the place `at`? Counts brackets. One in a string or a pattern counts like any other: with luck it has
 * a counterpart there, else the function is not found, or another of the same name is.
 */
function encloses(text: string, from: number, at: number): boolean {
  let depth = 0;
  for (let index = from; index < at; index++) {
    const char = text[index];
    if (char === '(' || char === '[' || char === '{') depth++;
    else if (char === ')' || char === ']') depth--;
    else if (char === '}' && --depth <= 0) return false;
    else if ((char === ',' || char === ';') && depth === 0) return false;
    if (depth < 0) return false;
  }
  return true;
}

function nameAt(map: ScriptMap, at: number): string | null {
  const { text } = map;
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const column = at - start + 1;
  const original = map.originalOf(lineOf(text, at), column);
  // A piece that begins further left is another token, unless it is the declaration's own beginning.
  if (!original || !keywords.test(text.slice(start + original.from - 1, at))) return null;
  if (original.name !== null && original.from === column) return original.name;
  const source = map.linesOf(original.file)?.[original.line - 1];
  return named.exec(source?.slice(original.column - 1) ?? '')?.[1] ?? original.name;
}

/** Where a line begins. */
function offsetOf(text: string, line: number): number {
  let at = 0;
  for (let next = 1; next < line; next++) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  return at;
}

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1)) line++;
  return line;
}
