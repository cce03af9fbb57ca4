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
  let freeing: Promise<boolean> | undefined;

  /** Takes the oldest rows away: so many bytes, and what is over the measure. Resolves with the bytes that others still have to give. */
  const clear = async ([table, keys, most]: Shelf, bytes: number): Promise<number> => {
    const found: { readonly key: string; readonly size: number; readonly records: number }[] = [];
    const to = `${keys}\uffff`;
    let total = 0;
    for (let from: string = keys, rows: BulkRow[] | undefined; !rows || rows[page - 1]; ) {
      rows = await inner.read((tx) => tx.list<BulkRow>(table, { from, to, limit: page }));
      for (const { key, items } of rows) {
        const size = JSON.stringify(items).length;
        total += size;
        found.push({ key, size, records: items.length });
        from = `${key}\0`;
      }
    }
    const excess = Math.max(bytes, total - most / (inner.kind === 'memory' ? dearer : 1));
    let gone = 0;
    const taken = found.filter(({ size }) => gone < excess && (gone += size));
    await inner.write(async (tx) => taken.forEach(({ key }) => tx.delete(table, key)));
    for (const { records } of taken) lost += records;
    return bytes - gone;
  };
  const free = async (bytes: number, all?: unknown): Promise<void> => {
    for (const shelf of shelves) if (all || bytes > 0) bytes = await clear(shelf, bytes);
  };

  /** Resolves with whether that was of any use: Chromium keeps the place of small rows, and for a while of what was deleted with them. */
  const makeRoom = async (bytes: number): Promise<boolean> => {
    const before = await inner.usage();
    await free(bytes);
    return ((await inner.usage()).usage ?? 0) < (before.usage ?? 0);
  };

  const write: Store['write'] = async (run) => {
    let useful: boolean | null = true;
    for (let bytes = roomForWrites; ; bytes *= 2) {
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
        if ((error as Error | null)?.name !== 'QuotaExceededError' || useful === null) throw error;
        warnings = ['storage is short: a write did not fit'];
        // Not even deleting works: of no use either.
        if (useful) useful = await (freeing ??= makeRoom(bytes).catch(() => false).finally(() => (freeing = undefined)));
        else {
          useful = null;
          inner.fallBack?.(String(error));
        }
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
