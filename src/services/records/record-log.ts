import { timeKey } from '../ports/store.ts';
import type { Chunk, ReadTransaction, Table, Transaction } from '../ports/store.ts';
import type { TableRetention } from './prune-rows.ts';

export interface Timed {
  readonly id?: string;
  readonly timestamp: number;
}

/** Chunks read at a time, at most. */
export const page = 64;

/** U+0000 behind a key makes the next possible one: for bounds that leave a key out, or in. */
export const after = (key: string): string => `${key}\0`;

/**
 * A table that records of one kind are appended to, many in a row (`Chunk`). Keys sort by a chunk's last record, so all
 * records since a moment are in the chunks from that moment on.
 */
export class RecordLog<T extends Timed> {
  /** A row is a chunk. */
  readonly retention: TableRetention;
  readonly table: Table;

  constructor(retention: TableRetention) {
    this.retention = retention;
    this.table = retention.store;
  }

  /** `suffix` keeps apart what ends in the same millisecond. */
  append(tx: Transaction, items: readonly T[], suffix = items[0]?.id): void {
    const times = items.map((item) => item.timestamp);
    const to = Math.max(...times);
    if (items.length) tx.put<Chunk<T>>(this.table, { key: timeKey(to, suffix), from: Math.min(...times), to, items });
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
      const chunks = await tx.list<Chunk<T>>(this.table, { from: timeKey(from), to: before, newestFirst: true, limit: size });
      // Equal times: what stands later in its chunk is newer, and the sort is stable.
      for (const { items } of chunks) found.push(...items.filter((item) => item.timestamp >= from && item.timestamp < to && matches(item)).reverse());
      found.sort((a, b) => b.timestamp - a.timestamp);
      const last = chunks.at(-1);
      if (!last || chunks.length < size || (found[limit - 1]?.timestamp ?? -1) > last.to) return found.slice(0, limit);
      before = last.key;
    }
  }
}
