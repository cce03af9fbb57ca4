import type { HealthHistoryEntry } from '../../contract/health.ts';
import type { CheckRow } from '../../domain/health/check-row.ts';
import { timeKey, type ReadTransaction, type Row, type Transaction } from '../ports/store.ts';

/** Of one check, oldest first; the key holds the time of the last. */
interface HistoryChunk extends Row {
  readonly items: readonly HealthHistoryEntry[];
}

/** Results that a chunk holds; as many stay with the check. */
const chunkSize = 30;
export const historyAge = 7 * 86_400_000;
export const historyRows = 20_000;

/** Moves the older half of what a check remembers into the history, when there is enough to fill a chunk; answers what stays. */
export function archive(tx: Transaction, checkId: string, results: readonly HealthHistoryEntry[]): readonly HealthHistoryEntry[] {
  if (results.length < 2 * chunkSize) return results;
  tx.put<HistoryChunk>('history', { key: `${checkId}:${timeKey(results[chunkSize - 1]?.at ?? 0)}`, items: results.slice(0, chunkSize) });
  return results.slice(chunkSize);
}

/** Newest first. */
export async function readHistory(tx: ReadTransaction, checkId: string, limit: number, now: number): Promise<readonly HealthHistoryEntry[]> {
  const row = await tx.get<CheckRow>('checks', checkId);
  const chunks = await tx.list<HistoryChunk>('history', { from: `${checkId}:`, to: `${checkId};`, newestFirst: true, limit: Math.ceil(limit / chunkSize) });
  const all = [...chunks.reverse().flatMap(({ items }) => items), ...(row?.results ?? [])].reverse();
  return all.filter(({ at }) => at > now - historyAge).slice(0, limit);
}

/** Drops what is too old, and checks whose tab has not come back for longer than `maxAge` ms. */
export async function pruneChecks(tx: Transaction, now: number, maxAge: number): Promise<void> {
  // Over the bound on rows the history of all checks gets shorter alike.
  const age = (await tx.count('history')) > historyRows ? historyAge / 2 : historyAge;
  for (const { key, tabId, nextRun } of await tx.list<CheckRow>('checks')) {
    tx.deleteRange('history', { from: `${key}:`, to: `${key}:${timeKey(now - age)}` });
    if (tabId && now - nextRun > maxAge) tx.delete('checks', key);
  }
}
