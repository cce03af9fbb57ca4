import { jsonSize } from './json-size.ts';

/** What one request may hold at most. */
export const batchLimits = { items: 100, bytes: 256_000 } as const;

/** Room for the member that wraps the items: `{"entries":[` … `]}`. */
const wrapping = 32;

export interface Batch<T> {
  readonly items: readonly T[];
  /** Of the JSON body. */
  readonly bytes: number;
}

/** The longest head of `items` that fits in one request. An item that is too big by itself goes alone: only the backend can say no to it. */
export function takeBatch<T>(items: readonly T[], limits: { readonly items: number; readonly bytes: number } = batchLimits): Batch<T> {
  let bytes = wrapping;
  let count = 0;
  for (const item of items) {
    const size = jsonSize(item) + 1;
    if (count && (count >= limits.items || bytes + size > limits.bytes)) break;
    bytes += size;
    count++;
  }
  return { items: items.slice(0, count), bytes: count ? bytes : 0 };
}
