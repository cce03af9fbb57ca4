import type { Mask } from '../../contract/runtime-api.ts';

/**
 * What a tab masks by before it leaves anything in localStorage: coarser than the scrubber, and lent by the runtime, because every page
 * would pay for it.
 *
 * In order: what survives (UUIDs, `:line:column`); then query strings, anything around an `@` (but Firefox's `function@https://`), what follows
 * a secret's name, IBANs, six digits or more with or without separators, long tokens that mix letters and digits.
 */
const text = [
  /(\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|:\d{1,6}:\d{1,6}\b)/,
  /[?#;][^\s)"':]+/,
  /[^\s"'<>(),;]*@(?!https?:|file:)[^\s"'<>(),;]*/,
  /\b(?:bearer|basic|\w*(?:pass|pwd|pin|secret|token|key|auth|session|cookie)\w*)["']?[\s:=]+["']?[^\s"',;&]+/,
  /\b[a-z]{2}\d{2}[ -]?[a-z\d]{4}[ a-z\d-]{6,}/,
  /\d(?:[\s()./-]*\d){5,}\w*/,
  /\b(?=[\w+=-]*\d)(?=[\w+=-]*[a-z])[\w+=-]{16,}/,
]
  .map(({ source }) => source)
  .join('|');

/** Names of members whose value is filtered as a whole. */
const keys =
  'pass|pwd|pin$|secret|token|auth|cookie|session|credential|key|card|cv[vc]|iban|account|ssn|mail|phone|mobile|birth|dob|address|patient|insurance|name$';

/** `more`: names that the page's options add. */
export function spillMask(more: readonly string[]): Mask {
  return { text, keys: [keys, ...more.map((name) => name.replace(/\W/g, '.'))].join('|') };
}
