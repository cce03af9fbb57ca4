import type { KeyRange, ReadTransaction, Row, Table, Transaction } from '../services/ports/store.ts';
import { resultOf } from './result-of.ts';

/** `undefined`: everything; `null`: nothing, which IndexedDB has no range for. */
function keyRange({ from, to }: KeyRange): IDBKeyRange | undefined | null {
  if (from !== undefined && to !== undefined) return from < to ? IDBKeyRange.bound(from, to, false, true) : null;
  if (from !== undefined) return IDBKeyRange.lowerBound(from);
  return to === undefined ? undefined : IDBKeyRange.upperBound(to, true);
}

/** Keys first, then the rows between two of them: a cursor costs three times as much, and `getAllRecords` is Chromium's alone. */
async function newest(store: IDBObjectStore, query: IDBKeyRange | undefined, limit: number): Promise<unknown[]> {
  const keys = await resultOf(store.getAllKeys(query));
  const first = keys.at(-limit) ?? keys[0];
  return first === undefined ? [] : (await resultOf(store.getAll(IDBKeyRange.bound(first, keys.at(-1))))).reverse();
}

async function list(store: IDBObjectStore, range: NonNullable<Parameters<ReadTransaction['list']>[1]>): Promise<unknown[]> {
  const { limit = 2 ** 32 - 1, newestFirst } = range;
  const query = keyRange(range);
  if (query === null || !limit) return [];
  return newestFirst ? newest(store, query, limit) : resultOf(store.getAll(query, limit));
}

/** The tables within one IndexedDB transaction. */
export function accessTables(tx: IDBTransaction): Transaction {
  const open = (table: Table): IDBObjectStore => tx.objectStore(table);
  return {
    get: async <T extends Row>(table: Table, key: string) => (await resultOf(open(table).get(key))) as T | undefined,
    list: async <T extends Row>(table: Table, range: Parameters<ReadTransaction['list']>[1] = {}) => (await list(open(table), range)) as T[],
    count: (table) => resultOf(open(table).count()),
    // Nobody awaits a write: one that fails aborts the transaction, and that is where it is heard.
    put: (table, row) => {
      const store = open(table);
      // A table of an older build finds the key in its rows.
      store.put(row, store.keyPath ? undefined : row.key);
    },
    delete: (table, key) => void open(table).delete(key),
    deleteRange: (table, range) => {
      const query = keyRange(range);
      if (query) open(table).delete(query);
      else if (query === undefined) open(table).clear();
    },
  };
}
