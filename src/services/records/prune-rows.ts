import type { Row, Table, Transaction } from '../ports/store.ts';

/** Deletes rows that are too old and the oldest beyond `maxRows`; `at` is a row's age mark, `Infinity` for what must stay. Answers the rows deleted. */
export async function pruneRows<T extends Row>(tx: Transaction, table: Table, at: (row: T) => number, before: number, maxRows: number, prefix = ''): Promise<T[]> {
  const rows = await tx.list<T>(table, prefix ? { from: prefix, to: `${prefix}\uffff` } : {});
  const gone = rows.sort((a, b) => at(b) - at(a)).filter((row, index) => at(row) < before || (index >= maxRows && at(row) < Infinity));
  for (const { key } of gone) tx.delete(table, key);
  return gone;
}
