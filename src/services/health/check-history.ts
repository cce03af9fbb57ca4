import type { HealthHistoryEntry } from '../../contract/health.ts';
import type { CheckRow } from '../../domain/health/check-row.ts';
import { compactHistory } from '../../domain/health/history.ts';
import { timeKey, type Chunk, type ReadTransaction, type Transaction } from '../ports/store.ts';

const chunkSize = 60;
const inFull = 86_400_000;
export const historyAge = 30 * 86_400_000;
export const historyRows = 20_000;

const rangeOf = (id: string) => ({ from: `${id}:`, to: `${id};` });

/** Adds a result; returns the key of the chunk that holds it. */
export async function appendHistory(tx: Transaction, row: CheckRow, entry: HealthHistoryEntry): Promise<string> {
  const open = row.chunk === null ? undefined : await tx.get<Chunk<HealthHistoryEntry>>('history', row.chunk);
  const room = open !== undefined && open.items.length < chunkSize;
  const key = room ? open.key : `${row.key}:${timeKey(entry.at)}`;
  tx.put<Chunk<HealthHistoryEntry>>('history', { key, from: room ? open.from : entry.at, to: entry.at, items: room ? [...open.items, entry] : [entry] });
  return key;
}

/** Newest first. */
export async function readHistory(tx: ReadTransaction, id: string, limit: number): Promise<readonly HealthHistoryEntry[]> {
  const found: HealthHistoryEntry[] = [];
  let to = rangeOf(id).to;
  while (found.length < limit) {
    const chunks = await tx.list<Chunk<HealthHistoryEntry>>('history', { from: `${id}:`, to, newestFirst: true, limit: 8 });
    const oldest = chunks.at(-1);
    if (!oldest) break;
    for (const chunk of chunks) found.push(...chunk.items.toReversed());
    to = oldest.key;
  }
  return found.slice(0, limit);
}

/** Drops what is too old and compacts what is older than a day, into one chunk a round; returns the row to remember. */
export async function pruneHistory(tx: Transaction, row: CheckRow, now: number, age: number): Promise<CheckRow> {
  tx.deleteRange('history', { from: `${row.key}:`, to: `${row.key}:${timeKey(now - age)}` });
  const until = now - inFull;
  const range = { from: `${row.key}:${timeKey(row.compactedTo)}`, to: `${row.key}:${timeKey(until)}` };
  if (range.from >= range.to) return row;
  const chunks = (await tx.list<Chunk<HealthHistoryEntry>>('history', range)).filter(({ key, to }) => key !== row.chunk && to < until);
  const first = chunks[0];
  if (!first) return row;
  const items = compactHistory(chunks.flatMap((chunk) => chunk.items));
  for (const { key } of chunks) tx.delete('history', key);
  tx.put<Chunk<HealthHistoryEntry>>('history', { key: first.key, from: first.from, to: chunks.at(-1)?.to ?? first.to, items });
  return { ...row, compactedTo: (chunks.at(-1)?.to ?? until) + 1 };
}
