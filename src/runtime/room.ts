import { bytesToFree, roomForWrites } from '../domain/limits/bytes-to-free.ts';
import { least } from '../domain/limits/shelves.ts';
import type { Store } from '../services/ports/store.ts';
import type { FreeRoom } from './free-room.ts';
import { addToTally } from './tally.ts';

interface Room {
  /** Makes room when a write does not fit, and writes again; where that does not help, it goes on in memory. */
  readonly store: Store;
  /** Holds each shelf to its bytes, and all of them to their share of the quota. */
  tidy(): Promise<void>;
  warnings(): readonly string[];
}

/** Sees to it that what is stored has room, and says what goes when it has not (docs/decisions/014). */
export function createRoom(inner: Store, load: () => Promise<{ readonly freeRoom: FreeRoom }>): Room {
  let warnings: readonly string[] = [];
  /** Records that are gone and in no tally yet: while nothing fits, nothing can be added up. */
  let lost = 0;
  let freeing: Promise<boolean> | undefined;

  const free = async (bytes: number, all: boolean): Promise<void> => (await load()).freeRoom(inner, bytes, all, (records) => (lost += records));

  /** Resolves with whether that was of any use: Chromium keeps the place of small rows, and for a while of what was deleted with them. */
  const makeRoom = async (bytes: number): Promise<boolean> => {
    const before = await inner.usage();
    await free(bytes, false);
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
      if ((usage ?? least) >= least) await free(bytes, true);
    },
    warnings: () => warnings,
  };
}
