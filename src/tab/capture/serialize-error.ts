import type { SerializedError } from '../../contract/serialized-error.ts';
import { cloneable, cut } from './cloneable.ts';

const maxCauses = 5;
/** Longer than the longest stack that engines keep (Firefox: 128 frames) with usual URLs. */
const maxStack = 16_000;

type Writable = { -readonly [Member in keyof SerializedError]: SerializedError[Member] };
type ErrorLike = Partial<AggregateError> & Readonly<Record<string, unknown>>;

/**
 * Any thrown value as plain data: an error of any realm, a DOMException, a string, an object, `undefined`. Never throws.
 * The stack is written by the engine when somebody reads it, which costs more than all the rest: that is left to whoever copies the result (a message to
 * the worker, the spill), where many are read in a row.
 */
export function serializeError(thrown: unknown): SerializedError {
  const found: unknown[] = [];
  const all: Writable[] = [];
  const add = (value: unknown): void => {
    if (found.includes(value) || found.length > maxCauses) return;
    found.push(value);
    const inner: unknown[] = [];
    let name, message, cause, errors, props;
    try {
      ({ name, message, cause, errors, ...props } = value as ErrorLike);
      inner.push(cause, ...(errors ?? []));
    } catch {
      // Hostile, or its `errors` are no list: what was read until then counts.
    }
    if (typeof message === 'string') {
      const one: Writable = {
        name: cut(name ?? 'Error'),
        message: cut(message),
        get stack() {
          return cut({ toString: () => (value as ErrorLike).stack ?? '' }, maxStack);
        },
      };
      // Each member is copied to the worker, the name of it too: few errors have either of these.
      for (const _ in props) one.props ??= cloneable(props) as ErrorLike;
      all.push(one);
    } else {
      // Not an error: what can be shown of it.
      const shown = cloneable(value);
      all.push({ name: 'Error', message: cut(typeof shown === 'object' ? JSON.stringify(shown) : shown, 500), stack: '' });
    }
    for (const cause of inner) if (cause) add(cause);
  };
  add(thrown);
  const top = all.shift()!;
  if (all[0]) top.causes = all;
  return top;
}
