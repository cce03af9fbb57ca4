import { createSecretPairs } from './secret-pairs.ts';
import type { SecretKeyOf } from './secret-names.ts';
import type { TextRule } from './text-rule.ts';
import { numberRules, tokenRules } from './text-rules.ts';

/** A change can lay bare what its surroundings hid; nobody has seen a third round change anything. */
const rounds = 4;

/** Of one text, linear in its length. */
export function createTextScrubber(secretKeyOf: SecretKeyOf): TextRule {
  const rules = [...tokenRules, createSecretPairs(secretKeyOf), ...numberRules];
  return (text) => {
    let result = text;
    for (let left = rounds; left > 0; left--) {
      const before = result;
      for (const rule of rules) result = rule(result);
      if (result === before) break;
    }
    return result;
  };
}
