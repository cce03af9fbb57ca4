import type { CheckResult, CheckRow } from '../../domain/health/check-row.ts';
import { maxChecks } from '../../domain/health/read-registration.ts';
import type { ReadTransaction, Transaction } from '../ports/store.ts';
import type { TableRetention } from '../records/prune-rows.ts';
import { RecordLog } from '../records/record-log.ts';

/** Results that a row of the history holds; as many stay with the check. */
const chunkSize = 30;
const day = 86_400_000;
/** ms */
export const historyAge = 7 * day;
export const history = new RecordLog<CheckResult>({ store: 'history', maxAge: historyAge, maxRows: 20_000 });
export const checksKept: TableRetention = { store: 'checks', maxAge: 30 * day, maxRows: maxChecks };

/** Moves the older half of what a check remembers into the history, when there is enough to fill a row; answers what stays. */
export function archive(tx: Transaction, checkId: string, known: readonly CheckResult[]): readonly CheckResult[] {
  if (known.length < 2 * chunkSize) return known;
  history.append(tx, known.slice(0, chunkSize), checkId);
  return known.slice(chunkSize);
}

/** Newest first, not before `from` (epoch ms) nor what is kept. */
export async function readHistory(tx: ReadTransaction, checkId: string, limit: number, now: number, from = 0): Promise<readonly CheckResult[]> {
  const since = Math.max(from, now - historyAge);
  const row = await tx.get<CheckRow>('checks', checkId);
  const newest = row?.results.filter(({ at }) => at >= since).reverse() ?? [];
  return [...newest, ...(await history.newest(tx, limit, (result) => result.checkId === checkId, { from: since }))].slice(0, limit);
}
