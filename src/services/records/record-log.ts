import type { Chunk, ReadTransaction, Table, Transaction } from '../ports/store.ts';
import { timeKey } from '../ports/store.ts';

interface Timed {
  readonly timestamp: number;
}

/** Chunks read at a time, at most. */
const page = 64;

/** U+0000 behind a key makes the next possible one: for bounds that leave a key out, or in. */
const after = (key: string): string => `${key}\0`;

/**
 * A table that records of one kind are appended to, many in a row (`Chunk`). Keys sort by a chunk's last record, so all
 * records since a moment are in the chunks from that moment on. `suffix` keeps apart what ends in the same millisecond.
 */
export class RecordLog<T extends Timed> {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /** Answers the chunk's key, for those who remember where a record is. */
  append(tx: Transaction, items: readonly T[], suffix: string): string {
    const times = items.map((item) => item.timestamp);
    const to = Math.max(...times);
    const key = timeKey(to, suffix);
    if (items.length) tx.put<Chunk<T>>(this.#table, { key, from: Math.min(...times), to, items });
    return key;
  }

  /** The chunk with this key; empty once it is pruned. */
  async at(tx: ReadTransaction, key: string): Promise<readonly T[]> {
    return (await tx.get<Chunk<T>>(this.#table, key))?.items ?? [];
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

  /** Drops chunks that ended before a moment, and the oldest beyond `maxRows`. */
  async prune(tx: Transaction, before: number, maxRows: number): Promise<void> {
    tx.deleteRange(this.#table, { to: timeKey(before) });
    const excess = (await tx.count(this.#table)) - maxRows;
    const last = excess > 0 ? (await tx.list(this.#table, { limit: excess })).at(-1) : undefined;
    if (last) tx.deleteRange(this.#table, { to: after(last.key) });
  }
}
