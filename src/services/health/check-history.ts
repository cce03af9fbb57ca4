import type { HealthHistoryEntry } from '../../contract/health.ts';
import { timeKey, type Chunk, type ReadTransaction, type Transaction } from '../ports/store.ts';

type HistoryChunk = Chunk<HealthHistoryEntry>;

const chunkSize = 60;
export const historyAge = 7 * 86_400_000;
export const historyRows = 20_000;

/**
 * Adds a result to the chunk `open`, or begins the next; answers the key of the chunk that holds it. A log of its own for
 * each check: the newest results of one are asked for with every change that somebody watches, however rarely it runs.
 */
export async function appendHistory(tx: Transaction, open: string, entry: HealthHistoryEntry): Promise<string> {
  const { checkId, at } = entry;
  const chunk = await tx.get<HistoryChunk>('history', open);
  const room = chunk && chunk.items.length < chunkSize ? chunk : { key: `${checkId}:${timeKey(at)}`, from: at, items: [] };
  tx.put<HistoryChunk>('history', { ...room, to: at, items: [...room.items, entry] });
  return room.key;
}

/** Newest first. All chunks but the newest are full. */
export async function readHistory(tx: ReadTransaction, checkId: string, limit: number): Promise<readonly HealthHistoryEntry[]> {
  const chunks = await tx.list<HistoryChunk>('history', { from: `${checkId}:`, to: `${checkId};`, newestFirst: true, limit: Math.ceil(limit / chunkSize) + 1 });
  return chunks.flatMap(({ items }) => items.toReversed()).slice(0, limit);
}

export async function pruneHistory(tx: Transaction, checkIds: readonly string[], now: number): Promise<void> {
  // Over the bound on rows the history of all checks gets shorter alike.
  const age = (await tx.count('history')) > historyRows ? historyAge / 2 : historyAge;
  for (const id of checkIds) tx.deleteRange('history', { from: `${id}:`, to: `${id}:${timeKey(now - age)}` });
}
