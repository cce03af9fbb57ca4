import { type Chunk, type ReadTransaction, timeKey, type Transaction } from '../ports/store.ts';

interface Timestamped {
  readonly timestamp: number;
  readonly userId: string | null;
}

type ChunkTable = 'metrics' | 'calls';

/** A batch's records in one row: a row costs more than a record. `suffix` keeps apart what begins in the same millisecond. */
export function putChunk<T extends Timestamped>(tx: Transaction, table: ChunkTable, items: readonly T[], suffix: string): void {
  if (!items.length) return;
  const times = items.map((item) => item.timestamp);
  const from = Math.min(...times);
  tx.put<Chunk<T>>(table, { key: timeKey(from, suffix), from, to: Math.max(...times), items });
}

/** Records since `from`, newest first. */
export async function listRecords<T extends Timestamped>(tx: ReadTransaction, table: ChunkTable, from: number, limit: number, keep: (item: T) => boolean): Promise<T[]> {
  const found: T[] = [];
  let to: string | undefined;
  const page = 100;
  for (;;) {
    const chunks = await tx.list<Chunk<T>>(table, { from: timeKey(from), to, newestFirst: true, limit: page });
    for (const chunk of chunks) found.push(...chunk.items.filter((item) => item.timestamp >= from && keep(item)));
    to = chunks.at(-1)?.key;
    if (chunks.length < page || found.length >= limit) break;
  }
  return found.sort((a, b) => b.timestamp - a.timestamp).slice(0, limit);
}

export async function pruneChunks(tx: Transaction, table: ChunkTable, before: number, maxRows: number): Promise<void> {
  tx.deleteRange(table, { to: timeKey(before) });
  const excess = (await tx.count(table)) - maxRows;
  if (excess <= 0) return;
  const last = (await tx.list<Chunk<unknown>>(table, { limit: excess })).at(-1);
  if (last) tx.deleteRange(table, { to: `${last.key}\0` });
}

/** Takes a person's records out of their chunks; resolves with how many there were. */
export async function eraseFromChunks(tx: Transaction, table: ChunkTable, userId: string): Promise<number> {
  let erased = 0;
  for (const chunk of await tx.list<Chunk<Timestamped>>(table)) {
    const items = chunk.items.filter((item) => item.userId !== userId);
    if (items.length === chunk.items.length) continue;
    erased += chunk.items.length - items.length;
    if (items.length) tx.put<Chunk<Timestamped>>(table, { ...chunk, items });
    else tx.delete(table, chunk.key);
  }
  return erased;
}
