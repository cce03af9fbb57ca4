import { type ReadTransaction, type Store, tables, type Transaction } from '../services/ports/store.ts';
import { DatabaseConnection } from './database-connection.ts';
import { accessTables } from './table-access.ts';
import { undo } from './undo.ts';

/** A lost connection is opened anew so many times for one transaction. */
const attempts = 3;
/**
 * What another connection cannot mend: no room, and rows that are none. All else is what a lost connection looks like: a transaction on a
 * closed one, a forced close in its midst, WebKit's "Connection to Indexed Database server lost" (WebKit#197050), damaged files.
 */
const ours = /^(Quota|Data|Constraint)/;

/** The database is out of reach. The message says why. */
export class StoreLost extends Error {}

export interface StoreOptions {
  readonly name?: string | undefined;
  /** ms that the browser has to open the database, and to begin a transaction while no other of this store is under way; default 3000 */
  readonly deadline?: number | undefined;
  /** Whether the browser freezes a worker in the midst of a transaction, for as long as it keeps the page; default: in Firefox */
  readonly freezes?: boolean | undefined;
}

/**
 * The store over IndexedDB: one database, a table an object store. Transactions span all tables, so they follow one
 * another as `Store` promises, over all runtimes of the origin. It is opened with the first transaction.
 *
 * @throws in each transaction: `StoreLost` when the browser refuses, does not answer in time or has lost the database
 */
export function createIndexedDbStore({ name = 'prescripto-ops', deadline = 3_000, freezes = /fox/.test(navigator.userAgent) }: StoreOptions = {}): Store {
  const connection = new DatabaseConnection(name, deadline);
  const lose = (why: unknown): never => {
    throw new StoreLost(`IndexedDB is not available: ${String(why)}`);
  };

  // Without that file a transaction waits for as long as the browser lets it.
  const watching = freezes && import('./watch-holds.ts').then(({ watchHolds }) => watchHolds(deadline / 3), () => null);

  const transact = async <R>(mode: 'readonly' | 'readwrite', run: (tx: Transaction) => Promise<R>): Promise<R> => {
    for (let attempt = 1; ; attempt++) {
      const watch = await watching;
      const db = await connection.get().catch(lose);
      try {
        // Relaxed: durable past a crash of the browser, not past one of the machine, at a tenth of the cost.
        const tx = db.transaction([...tables], mode, { durability: 'relaxed' });
        const work = once(tx, run);
        return await (watch ? watch(tx, work, lose) : work);
      } catch (error) {
        if (!(error instanceof DOMException) || ours.test(error.name)) throw error;
        connection.drop(db);
        if (attempt >= attempts) lose(error);
      }
    }
  };

  return {
    kind: 'indexeddb',
    reason: '',
    write: <R>(run: (tx: Transaction) => Promise<R>) => transact('readwrite', run),
    read: <R>(run: (tx: ReadTransaction) => Promise<R>) => transact('readonly', run),
    clear: () =>
      transact('readwrite', async (tx) => {
        for (const table of tables) tx.deleteRange(table, {});
      }),
    usage: async () => {
      const { usage = null, quota = null } = (await navigator.storage?.estimate?.()) ?? {};
      return { usage, quota };
    },
  };
}

async function once<R>(tx: IDBTransaction, run: (tx: Transaction) => Promise<R>): Promise<R> {
  const { db } = tx;
  const done = new Promise<unknown>((end) => {
    tx.oncomplete = () => end(null);
    // Where a person clears the data of the site, Chromium may tell the database alone.
    db.addEventListener('close', (tx.onabort = () => end(tx.error ?? new DOMException('', 'AbortError'))));
  });
  void done.then(() => db.removeEventListener('close', tx.onabort!));
  let result: R;
  try {
    result = await run(accessTables(tx));
  } catch (error) {
    // Who aborts first has the say: a quota that is used up shows in `run` only as a request that was aborted.
    throw undo(tx) ? error : ((await done) ?? error);
  }
  const failed = await done;
  if (failed) throw failed;
  return result;
}
