import { mark } from './mark.ts';

/** Takes one kind of secret out of a text, in time linear in its length. */
export type TextRule = (text: string) => string;

/**
 * What is recognised by its looks. `pattern` (global) must start only where a run of its own characters starts, or have a bound on its
 * length, and its neighbouring parts must share no characters: then nothing is read twice. `check` says how many characters
 * of a find really go; 0: it only looked like it.
 */
export type Looks = readonly [kind: string, pattern: RegExp, check?: (found: string) => number];

export function textRule([kind, pattern, check = ({ length }) => length]: Looks): TextRule {
  return (text) => {
    let out = '';
    let done = 0;
    // It ends when nothing more is found, which sets `lastIndex` back.
    for (let find; (find = pattern.exec(text)); ) {
      const length = check(find[0]);
      pattern.lastIndex = find.index + 1;
      if (!length) continue;
      out += text.slice(done, find.index) + mark(kind);
      pattern.lastIndex = done = find.index + length;
    }
    return out + text.slice(done);
  };
}
