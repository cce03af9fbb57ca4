import { mark } from './mark.ts';

/** Takes one kind of secret out of a text, in time linear in its length. */
export type TextRule = (text: string) => string;

/**
 * What is recognised by its looks. `pattern` (global) must start only where a run of its own characters starts, or have a bound on its
 * length, and its neighbouring parts must share no characters: then nothing is read twice. `check` says how many characters
 * of a find really go; 0: it only looked like it.
 */
export type Looks = readonly [kind: string, pattern: RegExp, check?: (found: string) => number];

export function textRule([kind, pattern, check]: Looks): TextRule {
  return (text) => {
    let out = '';
    let done = 0;
    pattern.lastIndex = 0;
    for (let find; (find = pattern.exec(text)); ) {
      const length = check ? check(find[0]) : find[0].length;
      if (length) out += text.slice(done, find.index) + mark(kind);
      pattern.lastIndex = find.index + (length || 1);
      if (length) done = pattern.lastIndex;
    }
    return out + text.slice(done);
  };
}
