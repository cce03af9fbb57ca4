import { bytesToFree, roomForWrites } from '../domain/limits/bytes-to-free.ts';
import { type Shelf, shelves } from '../domain/limits/shelves.ts';
import type { Row, Store } from '../services/ports/store.ts';
import { addToTally } from './tally.ts';

interface Room {
  /** Makes room when a write does not fit, and writes again; where that does not help, it goes on in memory. */
  readonly store: Store;
  /** Holds each shelf to its bytes, and all of them to their share of the quota. */
  tidy(): Promise<void>;
  warnings(): readonly string[];
}

interface BulkRow extends Row {
  readonly items: readonly unknown[];
}

/** Rows read at a time. */
const page = 64;
/** A byte of memory is so many times as dear as one of a disk. */
const dearer = 8;

/** Sees to it that what is stored has room, and says what goes when it has not (docs/decisions/014). */
export function createRoom(inner: Store): Room {
  let warnings: readonly string[] = [];
  /** Records that are gone and in no tally yet: while nothing fits, nothing can be added up. */
  let lost = 0;
  let freeing: Promise<unknown> | undefined;

  /** Takes the oldest rows away: so many bytes, and what is over the measure. Resolves with the bytes that others still have to give. */
  const clear = async ([table, keys, most]: Shelf, bytes: number): Promise<number> => {
    const found: (readonly [key: string, bytes: number, records: number])[] = [];
    const to = `${keys}\uffff`;
    let total = 0;
    for (let from: string = keys, rows: BulkRow[] | undefined; !rows || rows[page - 1]; ) {
      rows = await inner.read((tx) => tx.list<BulkRow>(table, { from, to, limit: page }));
      for (const { key, items } of rows) {
        const { length } = JSON.stringify(items);
        total += length;
        found.push([key, length, items.length]);
        from = `${key}\0`;
      }
    }
    const excess = Math.max(bytes, total - most / (inner.kind === 'memory' ? dearer : 1));
    let gone = 0;
    const taken = found.filter(([, length]) => gone < excess && (gone += length));
    await inner.write(async (tx) => taken.forEach(([key]) => tx.delete(table, key)));
    for (const [, , records] of taken) lost += records;
    return bytes - gone;
  };
  const free = async (bytes: number, all?: unknown): Promise<void> => {
    for (const shelf of shelves) if (all || bytes > 0) bytes = await clear(shelf, bytes);
  };

  const write: Store['write'] = async (run) => {
    for (let attempt = 1; ; attempt++) {
      const quota = lost;
      lost = 0;
      try {
        return await inner.write(async (tx) => {
          const result = await run(tx);
          if (quota) await addToTally(tx, { received: {}, dropped: { quota } });
          return result;
        });
      } catch (error) {
        lost += quota;
        if ((error as Error | null)?.name !== 'QuotaExceededError' || attempt > 2) throw error;
        warnings = ['storage is short: a write did not fit'];
        // If not even deleting works, the next attempt shows it.
        if (attempt < 2) await (freeing ??= free(roomForWrites).catch(() => 0).then(() => (freeing = undefined)));
        else inner.fallBack?.(String(error));
      }
    }
  };

  return {
    store: Object.create(inner, { write: { value: write } }) as Store,
    tidy: async () => {
      const { usage, quota } = await inner.usage();
      const bytes = bytesToFree(usage, quota);
      warnings = bytes < 0 ? [] : [`storage is short: ${usage} of ${quota} bytes are used`];
      await free(bytes, true);
    },
    warnings: () => warnings,
  };
}
