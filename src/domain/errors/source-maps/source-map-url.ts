/** Behind `//#`, `/*#`, or the `@` of old. */
const mark = 'sourceMappingURL=';
const opening = /(?:\/\/|\/\*)[#@]\s*$/;
/** Longest opening with some room for blanks. */
const before = 16;

/**
 * What a script's comment names as its source map, as it stands there: relative, absolute or `data:`. `null`: it names none. The last comment counts,
 * and only one with nothing but comments and empty lines behind it: anything else is text that a bundler has put into a string (ECMA-426,
 * "extracting the source map URL without parsing"). Reads from the end, and no further than the first line of code.
 *
 * @example sourceMapUrl('run();\n//# sourceMappingURL=app.js.map\n')  // 'app.js.map'
 */
export function sourceMapUrl(script: string): string | null {
  for (let end = script.length; end > 0; ) {
    const start = script.lastIndexOf('\n', end - 1) + 1;
    const line = script.slice(start, end).trim();
    end = start - 1;
    const at = line.lastIndexOf(mark);
    if (at >= 0 && opening.test(line.slice(Math.max(0, at - before), at))) {
      const url = line.slice(at + mark.length).replace(/\s*\*\/$/, '');
      // A quote ends a string that the comment is in; one of a map within the URL is none.
      if (/^(?:data:\S+|[^\s'"`]+)$/i.test(url)) return url;
    }
    if (line && !/^(?:\/\/|\/\*.*\*\/$)/.test(line)) return null;
  }
  return null;
}

/** The build that a script or its map says it is of (ECMA-426 `debugId`); `null`: it does not say. Bundlers put it beside the mapping comment. */
export const debugIdOf = (script: string): string | null => /\/\/# debugId=([\w-]{1,64})\s/.exec(`${script.slice(-1_000)}\n`)?.[1]?.toLowerCase() ?? null;
