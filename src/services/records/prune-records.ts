import { timeKey, type Transaction } from '../ports/store.ts';
import { after, type RecordLog, type Timed } from './record-log.ts';

/** Drops chunks that ended too long ago, and the oldest beyond `maxRows`. */
export async function pruneRecords<T extends Timed>(tx: Transaction, { table, retention: { maxAge, maxRows } }: RecordLog<T>, now: number): Promise<void> {
  tx.deleteRange(table, { to: timeKey(now - maxAge) });
  const excess = (await tx.count(table)) - maxRows;
  const last = excess > 0 ? (await tx.list(table, { limit: excess })).at(-1) : undefined;
  if (last) tx.deleteRange(table, { to: after(last.key) });
}
