import type { ErrorRecord } from '../../contract/error-record.ts';
import type { EventPlace } from '../../domain/errors/group-fold.ts';
import { timeKey } from '../ports/store.ts';
import type { Chunk, ReadTransaction, Transaction } from '../ports/store.ts';

type ErrorChunk = Chunk<ErrorRecord>;

/** Chunks that are read at a time while looking for the newest. */
const page = 20;

/** Keys sort by the last record, so that all records since a moment are in the chunks from that moment on. */
export const chunkKey = (lastAt: number, tabId: string, seq: number): string => timeKey(lastAt, `${tabId}-${seq.toString(36)}`);

export function putErrors(tx: Transaction, key: string, items: readonly ErrorRecord[]): void {
  const times = items.map((item) => item.timestamp);
  tx.put<ErrorChunk>('errors', { key, from: Math.min(...times), to: Math.max(...times), items });
}

/** All records of a range, in no order. */
export async function* errorsWithin(tx: ReadTransaction, range: { readonly from: number; readonly to: number }): AsyncGenerator<ErrorRecord> {
  let from = timeKey(range.from);
  for (;;) {
    const chunks = await tx.list<ErrorChunk>('errors', { from, limit: page });
    for (const chunk of chunks) for (const record of chunk.items) if (record.timestamp >= range.from && record.timestamp < range.to) yield record;
    const last = chunks.at(-1);
    if (!last || chunks.length < page) return;
    from = `${last.key}\0`;
  }
}

/** The newest records, newest first. */
export async function newestErrors(tx: ReadTransaction, limit: number): Promise<ErrorRecord[]> {
  const found: ErrorRecord[] = [];
  let to: string | undefined;
  for (;;) {
    const chunks = await tx.list<ErrorChunk>('errors', { to, newestFirst: true, limit: page });
    for (const chunk of chunks) found.push(...chunk.items);
    found.sort((a, b) => b.timestamp - a.timestamp);
    const last = chunks.at(-1);
    const oldest = found[limit - 1];
    // Batches of several tabs overlap: a chunk that ended earlier may still hold a later record than the last one of another.
    if (!last || chunks.length < page || (oldest && last.to < oldest.timestamp)) return found.slice(0, limit);
    to = last.key;
  }
}

/** The records at these places, in their order; what was pruned is left out. */
export async function errorsAt(tx: ReadTransaction, places: readonly EventPlace[]): Promise<ErrorRecord[]> {
  const chunks = new Map<string, ErrorChunk | undefined>();
  for (const { chunk } of places) if (!chunks.has(chunk)) chunks.set(chunk, await tx.get<ErrorChunk>('errors', chunk));
  return places.flatMap(({ chunk, id }) => chunks.get(chunk)?.items.find((item) => item.id === id) ?? []);
}

/** Takes a person's records out; resolves with them. */
export async function eraseErrors(tx: Transaction, userId: string): Promise<ErrorRecord[]> {
  const erased: ErrorRecord[] = [];
  for (const chunk of await tx.list<ErrorChunk>('errors')) {
    const items = chunk.items.filter((item) => item.userId !== userId);
    if (items.length === chunk.items.length) continue;
    erased.push(...chunk.items.filter((item) => item.userId === userId));
    if (items.length === 0) tx.delete('errors', chunk.key);
    else tx.put<ErrorChunk>('errors', { ...chunk, items });
  }
  return erased;
}

/** Drops chunks that ended before a moment, and the oldest beyond `maxRows`. */
export async function pruneErrors(tx: Transaction, before: number, maxRows: number): Promise<void> {
  tx.deleteRange('errors', { to: timeKey(before) });
  const excess = (await tx.count('errors')) - maxRows;
  const last = excess > 0 ? (await tx.list('errors', { limit: excess })).at(-1) : undefined;
  if (last) tx.deleteRange('errors', { to: `${last.key}\0` });
}
