import type { Retention } from '../../contract/status.ts';
import type { KeyRange, Row, Table, Transaction } from '../ports/store.ts';

export interface TableRetention extends Retention {
  readonly store: Table;
}

/** Deletes rows that are too old and the oldest beyond `maxRows`; `at` is a row's age mark, `Infinity` for what must stay. */
export async function pruneRows<T extends Row>(tx: Transaction, { store, maxAge, maxRows }: TableRetention, at: (row: T) => number, now: number, range: KeyRange = {}): Promise<void> {
  const rows = (await tx.list<T>(store, range)).sort((a, b) => at(b) - at(a));
  for (const [index, row] of rows.entries()) if (at(row) < now - maxAge || (index >= maxRows && at(row) < Infinity)) tx.delete(store, row.key);
}
