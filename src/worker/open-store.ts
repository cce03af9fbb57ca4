import { createMemoryStore } from '../runtime/memory-store.ts';
import type { Store } from '../services/ports/store.ts';
import { createIndexedDbStore, StoreLost, type StoreOptions } from './indexed-db-store.ts';

interface Options extends StoreOptions {
  /** ms until a database that was out of reach is looked at for the first time, then after twice, four and eight times as long, and from the beginning; default 5,000 */
  readonly lookAfter?: number;
}

/**
 * The best store that this place has at the moment: IndexedDB, or memory for as long as that is out of reach (a sandboxed frame, some
 * private modes, a blocked upgrade, a broken disk), with the reason. What fails in the one is done in the other, and what memory
 * holds goes into the database when that is back. Never rejects.
 */
export async function openStore({ lookAfter = 5_000, ...options }: Options = {}): Promise<Store> {
  const database = createIndexedDbStore(options);
  let current = database;
  let reason = '';
  let lookAt = 0;
  /** Falls in a row: the first, and looks in vain. */
  let falls = 0;
  /** Memory was wiped when the database could not be. */
  let wipe = false;
  /** While rows are carried over nothing else is read or written. */
  let moving: Promise<unknown> | null = null;

  const fallBack = (why: string): void => {
    reason = why;
    lookAt = Date.now() + lookAfter * 2 ** (falls++ % 4);
    if (current === database) current = createMemoryStore();
  };

  const look = (store: Store): Promise<unknown> => store.read((tx) => tx.count('meta'));

  const goBack = async (): Promise<void> => {
    lookAt = Infinity;
    try {
      await look(database);
      const { carryOver } = await import('./on-demand.ts');
      // What memory was asked for before comes before.
      moving = carryOver(current, database, wipe);
      await moving;
      current = database;
      reason = '';
      falls = 0;
      wipe = false;
    } catch (error) {
      fallBack((error as Error).message);
    }
    moving = null;
  };

  const transact = async <R>(run: (store: Store) => Promise<R>): Promise<R> => {
    if (current !== database && Date.now() >= lookAt) void goBack();
    if (moving) {
      await moving.catch(() => 0);
      return transact(run);
    }
    const store = current;
    try {
      return await run(store);
    } catch (error) {
      if (!(error instanceof StoreLost)) throw error;
      if (store === current) fallBack(error.message);
      return transact(run);
    }
  };

  await transact(look);
  return {
    get kind() {
      return current.kind;
    },
    get reason() {
      return reason;
    },
    get standsIn() {
      return current !== database && falls < 3;
    },
    write: (run) => transact((store) => store.write(run)),
    read: (run) => transact((store) => store.read(run)),
    clear: async () => {
      if (current !== database) await database.clear().catch(() => (wipe = true));
      await transact((store) => store.clear());
    },
    usage: () => current.usage(),
    fallBack,
  };
}
