import { type IDBPObjectStore, type IDBPTransaction, unwrap } from 'idb';
import type { KeyRange, ReadTransaction, Row, Table, Transaction } from '../services/ports/store.ts';

type Mode = 'readonly' | 'readwrite';
type ObjectStore = IDBPObjectStore<unknown, string[], Table, Mode>;

/** `undefined`: everything; `null`: nothing, which IndexedDB has no range for. */
function keyRange({ from, to }: KeyRange): IDBKeyRange | undefined | null {
  if (from !== undefined && to !== undefined) return from < to ? IDBKeyRange.bound(from, to, false, true) : null;
  if (from !== undefined) return IDBKeyRange.lowerBound(from);
  return to === undefined ? undefined : IDBKeyRange.upperBound(to, true);
}

/** Keys first, then the rows between two of them: a cursor costs three times as much, and `getAllRecords` is Chromium's alone. */
async function newest(store: ObjectStore, query: IDBKeyRange | undefined, limit: number): Promise<unknown[]> {
  const keys = await store.getAllKeys(query);
  const first = keys.at(-limit) ?? keys[0];
  return first === undefined ? [] : (await store.getAll(IDBKeyRange.bound(first, keys.at(-1)))).reverse();
}

async function list(store: ObjectStore, range: NonNullable<Parameters<ReadTransaction['list']>[1]>): Promise<unknown[]> {
  const { limit = 2 ** 32 - 1, newestFirst } = range;
  const query = keyRange(range);
  if (query === null || !limit) return [];
  return newestFirst ? newest(store, query, limit) : store.getAll(query, limit);
}

/** The tables within one IndexedDB transaction. */
export function accessTables(tx: IDBPTransaction<unknown, string[], Mode>): Transaction {
  const read = (table: Table): ObjectStore => tx.objectStore(table);
  // Without idb's promise, which nobody awaits: a write that fails aborts the transaction, and that is where it is heard.
  const write = (table: Table): IDBObjectStore => unwrap(tx.objectStore(table)) as IDBObjectStore;
  return {
    get: async <T extends Row>(table: Table, key: string) => (await read(table).get(key)) as T | undefined,
    list: async <T extends Row>(table: Table, range: Parameters<ReadTransaction['list']>[1] = {}) => (await list(read(table), range)) as T[],
    count: (table) => read(table).count(),
    put: (table, row) => void write(table).put(row),
    delete: (table, key) => void write(table).delete(key),
    deleteRange: (table, range) => {
      const query = keyRange(range);
      if (query) write(table).delete(query);
      else if (query === undefined) write(table).clear();
    },
  };
}
