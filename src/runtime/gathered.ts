import type { Row, Table, Transaction } from '../services/ports/store.ts';

interface Held {
  readonly table: Table;
  readonly key: string;
  readonly row: Row | undefined | Promise<Row | undefined>;
  changed: boolean;
}

/** A row that was asked for. */
type Asked = readonly [table: Table, key: string];
/** By both. */
export type AllAsked = ReadonlyMap<string, Asked>;

/** Rows that are asked for beforehand, at most. */
const most = 100;

/**
 * A transaction in which each row is read once and written once, however often it is got and put: a request of IndexedDB costs more than all that
 * is done with its row. `save` writes what changed; without it nothing is. A list, a count or a range sees what was put before it.
 *
 * `before`: the rows that the last such transaction asked for. The next one mostly asks for the same, and where all are asked for at once there is one
 * round trip to the database to wait for, not one a row.
 */
export function gathered(tx: Transaction, before: AllAsked = new Map()): { readonly tx: Transaction; readonly asked: AllAsked; save(): void } {
  const rows = new Map<string, Held>();
  const asked = new Map<string, Asked>();
  const hold = (table: Table, key: string, row: Held['row'], changed: boolean): void => void rows.set(table + key, { table, key, row, changed });
  const ask = (table: Table, key: string): Promise<Row | undefined> => {
    const row = tx.get(table, key);
    hold(table, key, row, false);
    return row;
  };
  // Nobody may come for it; one that fails takes the transaction with it, and that is where it is heard.
  for (const [table, key] of [...before.values()].slice(0, most)) ask(table, key).catch(() => undefined);
  const save = (table?: Table): void => {
    for (const held of rows.values()) {
      if (!held.changed || held.table !== (table ?? held.table)) continue;
      held.changed = false;
      if (held.row) tx.put(held.table, held.row as Row);
      else tx.delete(held.table, held.key);
    }
  };
  return {
    asked,
    save: () => save(),
    tx: {
      get: async <T extends Row>(table: Table, key: string) => {
        const id = table + key;
        if (!asked.has(id)) asked.set(id, [table, key]);
        const held = rows.get(id);
        return (held ? held.row : ask(table, key)) as Promise<T | undefined>;
      },
      list: (table, range) => {
        save(table);
        return tx.list(table, range);
      },
      count: (table) => {
        save(table);
        return tx.count(table);
      },
      put: (table, row) => hold(table, row.key, row, true),
      delete: (table, key) => hold(table, key, undefined, true),
      deleteRange: (table, range) => {
        save(table);
        for (const [id, held] of rows) if (held.table === table) rows.delete(id);
        tx.deleteRange(table, range);
      },
    },
  };
}
