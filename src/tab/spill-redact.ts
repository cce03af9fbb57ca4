const filtered = '[Filtered]';

/** Members that hold what we made ourselves: ids, numbers, words of the wire. Not `correlationId`, which a page may choose. */
const ours = /^(seq|at|kind|type|sessionId|view|value|duration|size)$/;

/** Members whose content the page chose, names included. */
const free = /^(context|profile|props|data|tags)$/;

const secret = /pass|pwd|pin$|secret|token|auth|cookie|session|credential|key|card|cv[vc]|iban|account|ssn|mail|phone|mobile|birth|dob|address|patient|insurance|name$/i;

/**
 * In order: what survives (UUIDs, `:line:column`); then query strings, anything around an `@` (but Firefox's `function@https://`), what follows
 * a secret's name, six digits or more with or without separators, long tokens that mix letters and digits.
 */
const pattern =
  /(\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|:\d{1,6}:\d{1,6}\b)|[?#;][^\s)"':]+|[^\s"'<>(),;]*@(?!https?:|file:)[^\s"'<>(),;]*|\b(?:bearer|basic|\w*(?:pass|pwd|pin|secret|token|key|auth|session|cookie)\w*)["']?[\s:=]+["']?[^\s"',;&]+|\d(?:[\s()./-]*\d){5,}\w*|\b(?=[\w+=-]*\d)(?=[\w+=-]*[a-z])[\w+=-]{16,}/gi;

const masked = (text: string): string => text.replace(pattern, (_, survives?: string) => survives ?? filtered);

/**
 * A copy of a signal for localStorage. Not the worker's scrubber, which is too large for a tab: a coarser one that masks whatever may be
 * personal or secret, and much that is not, so that nothing such ever lies there.
 */
export function redacted(value: unknown, within = false): unknown {
  if (typeof value === 'string') return masked(value);
  if (typeof value === 'number') return within && Math.abs(value) > 1e5 ? filtered : value;
  if (Array.isArray(value)) return value.map((item) => redacted(item, within));
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      within ? [masked(key), secret.test(key) ? filtered : redacted(item, true)] : [key, ours.test(key) ? item : redacted(item, free.test(key))],
    ),
  );
}
