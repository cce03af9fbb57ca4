import type { ReadTransaction, Row, Store, Table, Transaction } from '../services/ports/store.ts';

type Rows = Map<string, Row>;

/** Keeps everything in memory: where IndexedDB is refused, and in tests. One transaction at a time, undone if it throws. */
export function createMemoryStore(reason = ''): Store {
  let data = new Map<Table, Rows>();
  let last: Promise<unknown> = Promise.resolve();

  const rows = (from: Map<Table, Rows>, table: Table): Rows => from.get(table) ?? new Map();

  const reader = (from: () => Map<Table, Rows>): ReadTransaction => ({
    get: async <T extends Row>(table: Table, key: string) => rows(from(), table).get(key) as T | undefined,
    list: async <T extends Row>(table: Table, range: Parameters<ReadTransaction['list']>[1] = {}) => {
      const found = [...rows(from(), table).values()]
        .filter((row) => (range.from === undefined || row.key >= range.from) && (range.to === undefined || row.key < range.to))
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
      if (range.newestFirst) found.reverse();
      return found.slice(0, range.limit ?? found.length) as T[];
    },
    count: async (table) => rows(from(), table).size,
  });

  const exclusive = <R>(run: () => Promise<R>): Promise<R> => {
    const mine = last.then(run, run);
    last = mine.catch(() => undefined);
    return mine;
  };

  return {
    kind: 'memory',
    reason,
    write: (run) =>
      exclusive(async () => {
        const draft = new Map<Table, Rows>();
        const own = (table: Table): Rows => {
          let copy = draft.get(table);
          if (!copy) draft.set(table, (copy = new Map(rows(data, table))));
          return copy;
        };
        const tx: Transaction = {
          ...reader(() => new Map([...data, ...draft])),
          put: (table, row) => void own(table).set(row.key, frozenCopy(row)),
          delete: (table, key) => void own(table).delete(key),
          deleteRange: (table, range) => {
            for (const key of own(table).keys())
              if ((range.from === undefined || key >= range.from) && (range.to === undefined || key < range.to)) own(table).delete(key);
          },
        };
        const result = await run(tx);
        data = new Map([...data, ...draft]);
        return result;
      }),
    read: (run) => exclusive(() => run(reader(() => data))),
    clear: async () => void (data = new Map()),
    usage: async () => ({ usage: null, quota: null }),
  };
}

/** Rows are plain data: a copy keeps what is stored apart from what callers go on with, and frozen it can be read as it is. */
function frozenCopy<T>(value: T): T {
  if (value === null || typeof value !== 'object') return value;
  const copy = Array.isArray(value) ? value.map(frozenCopy) : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, frozenCopy(member)]));
  return Object.freeze(copy) as T;
}
