import type { Row, Table, Transaction } from '../services/ports/store.ts';

interface Held {
  readonly table: Table;
  readonly key: string;
  row: Row | undefined;
  changed: boolean;
}

/**
 * A transaction in which each row is read once and written once, however often it is got and put: a request of IndexedDB costs more than all that
 * is done with its row. `save` writes what changed; without it nothing is. A list, a count or a range sees what was put before it.
 */
export function gathered(tx: Transaction): { readonly tx: Transaction; save(): void } {
  const rows = new Map<string, Held>();
  const hold = (table: Table, key: string, row: Row | undefined, changed: boolean): void => void rows.set(table + key, { table, key, row, changed });
  const save = (table?: Table): void => {
    for (const held of rows.values()) {
      if (!held.changed || held.table !== (table ?? held.table)) continue;
      held.changed = false;
      if (held.row) tx.put(held.table, held.row);
      else tx.delete(held.table, held.key);
    }
  };
  return {
    save: () => save(),
    tx: {
      get: async <T extends Row>(table: Table, key: string) => {
        if (!rows.has(table + key)) hold(table, key, await tx.get<T>(table, key), false);
        return rows.get(table + key)?.row as T | undefined;
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
