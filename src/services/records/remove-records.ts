import type { Chunk, Transaction } from '../ports/store.ts';
import { after, page, type RecordLog, type Timed } from './record-log.ts';

/** Takes out what matches; answers it. */
export async function removeRecords<T extends Timed>(tx: Transaction, { table }: RecordLog<T>, matches: (item: T) => boolean): Promise<T[]> {
  const removed: T[] = [];
  for (let from = ''; ; ) {
    const chunks = await tx.list<Chunk<T>>(table, { from, limit: page });
    for (const chunk of chunks) {
      const items = chunk.items.filter((item) => !matches(item));
      if (items.length === chunk.items.length) continue;
      removed.push(...chunk.items.filter(matches));
      if (items.length) tx.put<Chunk<T>>(table, { ...chunk, items });
      else tx.delete(table, chunk.key);
    }
    if (chunks.length < page) return removed;
    from = after(chunks[page - 1]?.key ?? '');
  }
}
