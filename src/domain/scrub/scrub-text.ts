import type { ScrubberOptions } from './create-scrubber.ts';
import { betweenMarks } from './mark.ts';
import { createSecretPairs } from './secret-pairs.ts';
import type { SecretKeyOf } from './secret-names.ts';
import { textRule, type TextRule } from './text-rule.ts';
import { numberRules, tokenRules } from './text-rules.ts';

/** A change can lay bare what its surroundings hid; nobody has seen a third round change anything. */
const rounds = 4;

/** Of one text, linear in its length, if the page's own rules are. */
export function createTextScrubber(secretKeyOf: SecretKeyOf, isOn: (kind: string) => boolean, own: NonNullable<ScrubberOptions['rules']>): TextRule {
  const on = (rules: typeof tokenRules): TextRule[] => rules.filter(([kind]) => isOn(kind)).map(textRule);
  const rules = [
    ...Object.entries(own).map(([name, source]) => betweenMarks(textRule([name.replace(/\W/g, '-'), RegExp(source, 'g')]))),
    ...on(tokenRules),
    createSecretPairs(secretKeyOf),
    ...on(numberRules),
  ];
  return (text) => {
    let result = text;
    for (let left = rounds, before; left && before !== result; left--) {
      before = result;
      for (const rule of rules) result = rule(result);
    }
    return result;
  };
}
