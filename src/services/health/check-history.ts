import type { HealthHistoryEntry } from '../../contract/health.ts';
import type { CheckRow } from '../../domain/health/check-row.ts';
import { timeKey, type Chunk, type ReadTransaction, type Transaction } from '../ports/store.ts';

/** Results that a chunk holds; as many stay with the check. */
const chunkSize = 30;
export const historyAge = 7 * 86_400_000;
export const historyRows = 20_000;

/** Moves the older half of what a check remembers into the history, when there is enough to fill a chunk; answers what stays. */
export function archive(tx: Transaction, checkId: string, results: readonly HealthHistoryEntry[]): readonly HealthHistoryEntry[] {
  if (results.length < 2 * chunkSize) return results;
  const items = results.slice(0, chunkSize);
  const [from, to] = [items[0]?.at ?? 0, items.at(-1)?.at ?? 0];
  tx.put<Chunk<HealthHistoryEntry>>('history', { key: `${checkId}:${timeKey(to)}`, from, to, items });
  return results.slice(chunkSize);
}

/** Newest first. */
export async function readHistory(tx: ReadTransaction, checkId: string, limit: number, now: number): Promise<readonly HealthHistoryEntry[]> {
  const row = await tx.get<CheckRow>('checks', checkId);
  const chunks = await tx.list<Chunk<HealthHistoryEntry>>('history', { from: `${checkId}:`, to: `${checkId};`, newestFirst: true, limit: Math.ceil(limit / chunkSize) });
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
