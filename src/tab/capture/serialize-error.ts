import type { SerializedError } from '../../contract/serialized-error.ts';
import { cloneable, cut } from './cloneable.ts';

const maxCauses = 5;
/** Longer than the longest stack that engines keep (Firefox: 128 frames) with usual URLs. */
const maxStack = 16_000;

/** A member that may be a throwing getter, of something that may not even be an object. */
function read(from: unknown, key: string): unknown {
  try {
    return (from as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

function text(from: unknown, key: string, length?: number): string {
  const value = read(from, key);
  return typeof value === 'string' ? cut(value, length) : '';
}

function one(thrown: unknown): SerializedError {
  const isError = typeof read(thrown, 'message') === 'string';
  // Of an error: its own enumerable members (`code`, `status`), by way of a bare object, because `cloneable` makes a text of an Error.
  const plain = cloneable(isError ? Object.entries(Object.getOwnPropertyDescriptors(thrown)).reduce<Record<string, unknown>>((props, [key, { enumerable, value }]) => {
    if (enumerable && !/^(name|message|stack|cause|errors)$/.test(key)) props[key] = value;
    return props;
  }, {}) : thrown);
  if (!isError) return { name: 'Error', message: cut(typeof plain === 'object' ? JSON.stringify(plain) : String(plain), 500), stack: '' };
  return { name: text(thrown, 'name') || 'Error', message: text(thrown, 'message'), stack: text(thrown, 'stack', maxStack), ...(Object.keys(plain as object)[0] && { props: plain as Record<string, unknown> }) };
}

/** Any thrown value as plain data: an error of any realm, a DOMException, a string, an object, `undefined`. Never throws. */
export function serializeError(thrown: unknown): SerializedError {
  const found = [thrown];
  const causes: SerializedError[] = [];
  const follow = (value: unknown): void => {
    const errors = read(value, 'errors');
    for (const inner of [read(value, 'cause'), ...(Array.isArray(errors) ? errors : [])])
      if (inner !== undefined && !found.includes(inner) && found.length <= maxCauses) {
        found.push(inner);
        causes.push(one(inner));
        follow(inner);
      }
  };
  follow(thrown);
  return { ...one(thrown), ...(causes[0] && { causes }) };
}
