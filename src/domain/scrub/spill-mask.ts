import type { PrivacyOptions } from '../../contract/config.ts';
import type { Mask } from '../../contract/runtime-api.ts';

/**
 * What a tab masks by before it leaves anything in localStorage: coarser than the scrubber, and lent by the runtime, because every page
 * would pay for it.
 *
 * In order: what survives (UUIDs, `:line:column`; with rules of the page's own nothing, because one may be of them); then query strings, anything
 * around an `@` (but Firefox's `function@https://`), what follows a secret's name, IBANs, six digits or more with or without separators, long tokens
 * that mix letters and digits.
 */
const survives = /(\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|:\d{1,6}:\d{1,6}\b)/;
const text = [
  /-----BEGIN [^]*/,
  /[?#;][^\s)"':]+/,
  /[^\s"'<>(),;]{0,99}(?:@(?!https?:|file:)|%(?:25)?40)[^\s"'<>(),;]*/,
  /\b(?:bearer|basic|\w*(?:pass|pwd|contrase.|senha|pin|otp|cv[vc]|secret|token|key|auth|session|cookie|sid|answer|jwt|code)\w*)(?:\s?["'\\\]])*(?:[ ,]["'\\]*value["'\\]*)?(?:%3d|->|[\s:=>])+(?:(?:is|was|to|changed|bearer|basic|token|no|number) )*(?:\\*["'][^"']*|[^\s"',;&]+)/,
  /\b[a-z]{2}\d{2}[ -]?[a-z\d]{4}[ a-z\d-]{6,}/,
  /\d(?:[\s()./+%\u2010-\u2015-]*\d){5,}\w*/,
  /\b(?=[\w+=-]{0,99}\d)(?=[\w+=-]{0,99}[a-z])(?:[\w+=-]{16,}|[a-z]{5}\d{4}[a-z])/,
];

/** Names of members whose value is filtered as a whole. */
const keys =
  'pass|pwd|pin$|otp|secret|token|auth|cookie|session|credential|key|card|cv[vc]|iban|account|ssn|mail|phone|mobile|birth|dob|address|patient|insurance|name$';

/** With the names and rules that the page's options add. */
export function spillMask({ keys: more, rules }: Pick<PrivacyOptions, 'keys' | 'rules'>): Mask {
  const own = Object.values(rules);
  return {
    text: [own[0] ? '($^)' : survives.source, ...own, ...text.map(({ source }) => source)].join('|'),
    keys: [keys, ...more.map((name) => name.replace(/\W/g, '.'))].join('|'),
  };
}
