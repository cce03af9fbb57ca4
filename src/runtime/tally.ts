import type { DropReason } from '../contract/signal.ts';
import { addCounts, type Counts } from '../domain/counts.ts';
import type { ReadTransaction, Row, Transaction } from '../services/ports/store.ts';

/** What came in by kind and what was not kept by reason, over all runtimes of the origin. */
export interface Tally {
  readonly received: Readonly<Record<string, number>>;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

const key = 'tally';
const none: Tally = { received: {}, dropped: {} };

/** What was added since; a count that fell began anew. */
export function difference(now: Counts, before: Counts): Record<string, number> {
  return Object.fromEntries(Object.entries(now).map(([name, count = 0]) => [name, Math.max(0, count - (before[name] ?? 0))]));
}

export async function readTally(tx: ReadTransaction): Promise<Tally> {
  return (await tx.get<Tally & Row>('meta', key)) ?? none;
}

export async function addToTally(tx: Transaction, more: Tally): Promise<void> {
  const before = await readTally(tx);
  tx.put('meta', { key, received: addCounts([before.received, more.received]), dropped: addCounts([before.dropped, more.dropped]) });
}
