import type { DropReason } from '../contract/signal.ts';
import type { ReadTransaction, Row, Transaction } from '../services/ports/store.ts';

/** What came in by kind and what was not kept by reason, over all runtimes of the origin. */
export interface Tally {
  readonly received: Readonly<Record<string, number>>;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

const key = 'tally';
const none: Tally = { received: {}, dropped: {} };

type Counts = Readonly<Partial<Record<string, number>>>;

/** Adds counts by name; names that count nothing are left out. */
export function sum(a: Counts, b: Counts): Record<string, number> {
  const result: Record<string, number> = {};
  for (const counts of [a, b]) for (const [name, count] of Object.entries(counts)) if (count) result[name] = (result[name] ?? 0) + count;
  return result;
}

/** What was added since; a count that fell began anew. */
export function difference(now: Counts, before: Counts): Record<string, number> {
  return Object.fromEntries(Object.entries(now).map(([name, count = 0]) => [name, Math.max(0, count - (before[name] ?? 0))]));
}

export async function readTally(tx: ReadTransaction): Promise<Tally> {
  return (await tx.get<Tally & Row>('meta', key)) ?? none;
}

export async function addToTally(tx: Transaction, more: Tally): Promise<void> {
  const before = await readTally(tx);
  tx.put('meta', { key, received: sum(before.received, more.received), dropped: sum(before.dropped, more.dropped) });
}
