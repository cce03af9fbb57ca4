import { mark } from './mark.ts';
import { plainName, secretStem, type SecretKeyOf } from './secret-keys.ts';
import { scrubPairs } from './secret-pairs.ts';
import { signs, textRules, type TextRule } from './text-rules.ts';

/** A change can lay bare what its surroundings hid; nobody has seen a third round change anything. */
const rounds = 4;

function apply(rule: TextRule, text: string): string {
  const { pattern, check } = rule;
  let out = '';
  let done = 0;
  for (let find = ((pattern.lastIndex = 0), pattern.exec(text)); find; find = pattern.exec(text)) {
    const start = find.index + (find.groups?.keep?.length ?? 0);
    const found = text.slice(start, find.index + find[0].length);
    const length = check ? check(found) : found.length;
    if (length > 0) {
      out += text.slice(done, start) + mark(rule.kind);
      pattern.lastIndex = done = start + length;
    } else pattern.lastIndex = find.index + 1;
  }
  return out + text.slice(done);
}

/** Of one text, linear in its length. */
export function createTextScrubber(custom: readonly string[], secretKeyOf: SecretKeyOf): (text: string) => string {
  const stems = [secretStem, ...custom.map((key) => plainName(key).slice(0, 3)).filter(Boolean)].join('|');
  const name = String.raw`(?:${stems})[\p{L}\p{N}_$.\-[\]]{0,40}(?: \w{1,12})?`;
  const sign = String.raw`\\{0,7}["'\x60]?(?:>|\s{0,3}(?:[=:]|%(?:25){0,2}3D)|\s{1,3}(?:is|was)\b)`;
  const spaced = String.raw`--?\w{0,20}(?:pass|token|secret|key|pwd)|\b(?:pin|otp|cv[cv])2?\s\d|pass(?:word|wd|code|phrase)\s\S{0,30}\d`;
  const pairs = new RegExp(`${name}${sign}|${spaced}`, 'iu');

  const round = (text: string): string => {
    let result = text;
    const shown = { at: signs.at.test(text), token: signs.token.test(text), digits: signs.digits.test(text) };
    for (const rule of textRules) if (rule.sign !== 'digits' && shown[rule.sign]) result = apply(rule, result);
    if (pairs.test(result)) result = scrubPairs(result, secretKeyOf);
    if (shown.digits) for (const rule of textRules) if (rule.sign === 'digits') result = apply(rule, result);
    return result;
  };

  return (text) => {
    let result = text;
    for (let left = rounds; left > 0; left--) {
      const before = result;
      result = round(before);
      if (result === before) break;
    }
    return result;
  };
}
