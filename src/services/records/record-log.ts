import { timeKey } from '../ports/store.ts';
import type { Chunk, ReadTransaction, Table, Transaction } from '../ports/store.ts';
import type { TableRetention } from './prune-rows.ts';

interface Timed {
  readonly id?: string;
  readonly timestamp: number;
}

/** Chunks read at a time, at most. */
const page = 64;

/** Rows of a page of a reading from end to end: what of them is held in memory at once. */
const step = 16;

/** Where the next page begins: below this key, and with records before this moment (epoch ms). */
export interface PageCursor {
  readonly before: string | undefined;
  readonly to: number;
}

/** U+0000 behind a key makes the next possible one: for bounds that leave a key out, or in. */
const after = (key: string): string => `${key}\0`;

/**
 * A table that records of one kind are appended to, many in a row (`Chunk`). Keys sort by a chunk's last record, so all
 * records since a moment are in the chunks from that moment on.
 */
export class RecordLog<T extends Timed> {
  /** A row is a chunk. */
  readonly retention: TableRetention;
  readonly #table: Table;

  constructor(retention: TableRetention) {
    this.retention = retention;
    this.#table = retention.store;
  }

  /** `suffix` keeps apart what ends in the same millisecond. */
  append(tx: Transaction, items: readonly T[], suffix = items[0]?.id): void {
    const times = items.map((item) => item.timestamp);
    const to = Math.max(...times);
    if (items.length) tx.put<Chunk<T>>(this.#table, { key: timeKey(to, suffix), from: Math.min(...times), to, items });
  }

  /**
   * The newest records that match, newest first. Chunks of several tabs overlap: one that ended earlier can hold records
   * that are newer than the oldest of another, so it reads on until nothing newer can follow.
   */
  async newest(tx: ReadTransaction, limit: number, matches: (item: T) => boolean = () => true, { from = 0, to = Infinity } = {}): Promise<T[]> {
    const found: T[] = [];
    let before: string | undefined;
    // Most ask for few, and a chunk may hold hundreds.
    for (let size = 2; ; size = Math.min(page, size * 2)) {
      const chunks = await tx.list<Chunk<T>>(this.#table, { from: timeKey(from), to: before, newestFirst: true, limit: size });
      // Equal times: what stands later in its chunk is newer, and the sort is stable.
      for (const { items } of chunks) found.push(...items.filter((item) => item.timestamp >= from && item.timestamp < to && matches(item)).reverse());
      found.sort((a, b) => b.timestamp - a.timestamp);
      const last = chunks.at(-1);
      if (!last || chunks.length < size || (found[limit - 1]?.timestamp ?? -1) > last.to) return found.slice(0, limit);
      before = last.key;
    }
  }

  /**
   * All records from a moment on, newest first, a page of the table at a time, so that reading all of it needs the room of one page. Nothing is remembered
   * between two pages. What is stored meanwhile is read if it is older than what was.
   */
  async page(tx: ReadTransaction, { before, to }: PageCursor, from = 0): Promise<{ readonly items: readonly T[]; readonly next: PageCursor | null }> {
    for (let size = step; ; size *= 2) {
      const chunks = await tx.list<Chunk<T>>(this.#table, { from: timeKey(from), to: before, newestFirst: true, limit: size });
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

  /** Takes out what matches; answers it. */
  async remove(tx: Transaction, matches: (item: T) => boolean): Promise<T[]> {
    const removed: T[] = [];
    for (let from = ''; ; ) {
      const chunks = await tx.list<Chunk<T>>(this.#table, { from, limit: page });
      for (const chunk of chunks) {
        const items = chunk.items.filter((item) => !matches(item));
        if (items.length === chunk.items.length) continue;
        removed.push(...chunk.items.filter(matches));
        if (items.length) tx.put<Chunk<T>>(this.#table, { ...chunk, items });
        else tx.delete(this.#table, chunk.key);
      }
      if (chunks.length < page) return removed;
      from = after(chunks[page - 1]?.key ?? '');
    }
  }

  /** Drops chunks that ended too long ago, and the oldest beyond `maxRows`. */
  async prune(tx: Transaction, now: number): Promise<void> {
    const { maxAge, maxRows } = this.retention;
    tx.deleteRange(this.#table, { to: timeKey(now - maxAge) });
    const excess = (await tx.count(this.#table)) - maxRows;
    const last = excess > 0 ? (await tx.list(this.#table, { limit: excess })).at(-1) : undefined;
    if (last) tx.deleteRange(this.#table, { to: after(last.key) });
  }
}
