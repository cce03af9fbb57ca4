import { jsonSize } from './json-size.ts';

/** What one request may hold at most. */
export const batchLimits = { items: 100, bytes: 256_000 } as const;

/** Room for the member that wraps the items: `{"entries":[` … `]}`. */
const wrapping = 32;

/** The longest head of `items` that fits in one request. An item that is too big by itself goes alone: only the backend can say no to it. */
export function takeBatch<T>(items: readonly T[], most: number = batchLimits.items): readonly T[] {
  let room = batchLimits.bytes - wrapping;
  let count = 0;
  for (const item of items.slice(0, most)) {
    room -= jsonSize(item) + 1;
    if (room < 0 && count) break;
    count++;
  }
  return items.slice(0, count);
}
