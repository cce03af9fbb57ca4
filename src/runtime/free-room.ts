import { type Shelf, shelves } from '../domain/limits/shelves.ts';
import type { Row, Store } from '../services/ports/store.ts';

interface BulkRow extends Row {
  readonly items: readonly unknown[];
}

/** Rows read at a time. */
const page = 64;
/** A byte of memory is so many times as dear as one of a disk. */
const dearer = 8;

/** Takes the oldest rows of a shelf away: so many bytes, and what is over the measure. Resolves with the bytes that others still have to give. */
async function clear(inner: Store, [table, keys, most]: Shelf, bytes: number, lost: (records: number) => void): Promise<number> {
  const { kind } = inner;
  const found: { readonly key: string; readonly size: number; readonly count: number }[] = [];
  const to = `${keys}\uffff`;
  let total = 0;
  for (let from: string = keys, rows: BulkRow[] | undefined; !rows || rows[page - 1]; ) {
    rows = await inner.read((tx) => tx.list<BulkRow>(table, { from, to, limit: page }));
    for (const { key, items } of rows) {
      const size = JSON.stringify(items).length;
      total += size;
      found.push({ key, size, count: items.length });
      from = `${key}\0`;
    }
  }
  // Nothing is short any more once it goes on in memory: what is there by now, and may be nowhere else, stays, within its measure.
  if (inner.kind !== kind) return bytes;
  const excess = kind === 'memory' ? total - most / dearer : Math.max(bytes, total - most);
  let gone = 0;
  const taken = found.filter(({ size }) => gone < excess && (gone += size));
  await inner.write(async (tx) => taken.forEach(({ key }) => tx.delete(table, key)));
  for (const { count } of taken) lost(count);
  return bytes - gone;
}

/**
 * Frees so many bytes, of what is missed least first; with `all` each shelf is held to its measure besides. `lost` is told of the records that went, also
 * where the rest fails. It is loaded when storage is short (docs/decisions/019).
 */
export async function freeRoom(inner: Store, bytes: number, all: boolean, lost: (records: number) => void): Promise<void> {
  for (const shelf of shelves) if (all || bytes > 0) bytes = await clear(inner, shelf, bytes, lost);
}

export type FreeRoom = typeof freeRoom;
