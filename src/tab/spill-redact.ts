import type { Signal } from '../contract/signal.ts';

const filtered = '[Filtered]';

/** Members that hold what we made ourselves: ids, numbers, words of the wire. */
const ours = /^(seq|at|\w*Id|view|value|duration|size|kind|type)$/;

/** Members whose content the page chose, names included. */
const free = /^(context|profile|props|data|tags)$/;

const secret = /pass|pwd|pin$|secret|token|auth|cookie|session|credential|key|card|cv[vc]|iban|account|ssn|mail|phone|mobile|birth|dob|address|patient|insurance|name$/i;

/**
 * In order: what survives (UUIDs, `:line:column`); then query strings, anything around an `@` (but Firefox's `function@https://`), what follows
 * a secret's name, IBANs, six digits or more with or without separators, long tokens that mix letters and digits.
 */
const pattern =
  /(\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|:\d{1,6}:\d{1,6}\b)|[?#;][^\s)"':]+|[^\s"'<>(),;]*@(?!https?:|file:)[^\s"'<>(),;]*|\b(?:bearer|basic|\w*(?:pass|pwd|pin|secret|token|key|auth|session|cookie)\w*)["']?[\s:=]+["']?[^\s"',;&]+|\b[a-z]{2}\d{2}[ -]?[a-z\d]{4}[ a-z\d-]{6,}|\d(?:[\s()./-]*\d){5,}\w*|\b(?=[\w+=-]*\d)(?=[\w+=-]*[a-z])[\w+=-]{16,}/gi;

const masked = (text: string): string => text.replace(pattern, (_, survives?: string) => survives ?? filtered);

function copy(value: unknown, chosen: boolean): unknown {
  if (typeof value === 'string') return masked(value);
  if (typeof value === 'number') return chosen && Math.abs(value) > 1e5 ? filtered : value;
  if (Array.isArray(value)) return value.map((item) => copy(item, chosen));
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      chosen ? [masked(key), secret.test(key) ? filtered : copy(item, true)] : [key, ours.test(key) ? item : copy(item, free.test(key))],
    ),
  );
}

/**
 * A signal as text for localStorage. Not the worker's scrubber, which is too large for a tab: a coarser one that masks whatever may be
 * personal or secret, and much that is not, so that nothing such ever lies there.
 */
export function redacted(signal: Signal): string {
  return JSON.stringify(copy(signal, false));
}
