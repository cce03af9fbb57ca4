import type { Mask } from '../contract/runtime-api.ts';

const filtered = '[Filtered]';

/** Members that hold ids which we made, and which look like secrets. */
const ours = /Id$|^view$/;

/** Members whose content the page chose, names included. */
const free = /^(context|profile|props|data|tags)$/;

/** Until a runtime has lent its own: only plain words survive, and of a line that names a secret what stands before; of what the page chose nothing. */
export const bareMask: Mask = { text: '($^)|[^\\s/]*[\\d@?=#;][^\\s/]*|(?:"|bear|[bp]as|pw|pin|secr|tok|key|auth|cook).*', keys: '' };

/**
 * A signal for localStorage. Not the worker's scrubber, which is too large for a tab: a coarser one, lent by the runtime, that masks
 * whatever may be personal or secret, and much that is not, so that nothing such ever lies there.
 */
export function redacted<Given>(signal: Given, mask: Mask): Given {
  const text = new RegExp(mask.text, 'gi');
  const secret = new RegExp(mask.keys, 'i');
  const masked = (given: string): string => given.replace(text, (_, survives?: string) => survives ?? filtered);
  const copy = (value: unknown, chosen?: boolean): unknown => {
    if (typeof value === 'string') return masked(value);
    if (Object(value) !== value) return chosen && Math.abs(value as number) > 1e5 ? filtered : value;
    if (Array.isArray(value)) return value.map((item) => copy(item, chosen));
    return Object.fromEntries(
      Object.entries(value as object).map(([key, item]) =>
        chosen ? [masked(key), secret.test(key) ? filtered : copy(item, chosen)] : [key, ours.test(key) ? item : copy(item, free.test(key))],
      ),
    );
  };
  return copy(signal) as Given;
}
