import { type Chunk, type ReadTransaction, timeKey } from '../ports/store.ts';
import { after, type RecordLog, type Timed } from './record-log.ts';

/** Rows of a page of a reading from end to end: what of them is held in memory at once. */
const step = 16;

/** Where the next page begins: below this key, and with records before this moment (epoch ms). */
export interface PageCursor {
  readonly before: string | undefined;
  readonly to: number;
}

/**
 * All records from a moment on, newest first, a page of the table at a time, so that reading all of it needs the room of one page. Nothing is remembered
 * between two pages. What is stored meanwhile is read if it is older than what was.
 */
export async function readPage<T extends Timed>(tx: ReadTransaction, { table }: RecordLog<T>, { before, to }: PageCursor, from = 0): Promise<{ readonly items: readonly T[]; readonly next: PageCursor | null }> {
  for (let size = step; ; size *= 2) {
    const chunks = await tx.list<Chunk<T>>(table, { from: timeKey(from), to: before, newestFirst: true, limit: size });
    const last = chunks.length < size ? undefined : chunks.at(-1);
    // Keys sort by whole milliseconds: what was not read ended before this moment, and all that is newer is here.
    const down = last ? Math.floor(last.to) + 1 : from;
    // More chunks than a page holds ended in one millisecond, or within one that lasted for hours.
    if (last && down >= to) continue;
    const items = chunks.flatMap((chunk) => chunk.items.filter(({ timestamp }) => timestamp >= Math.max(down, from) && timestamp < to).reverse());
    items.sort((a, b) => b.timestamp - a.timestamp);
    const open = last && chunks.find((chunk) => chunk.from < down);
    return { items, next: open ? { before: after(open.key), to: down } : null };
  }
}
