import type { OpsEvent } from '../contract/notices.ts';
import type { ReadTransaction, Row, Transaction } from '../services/ports/store.ts';

/** Window events, numbered by one counter in the store, so that tabs of every runtime see them in one order. */
interface EventRow extends Row {
  readonly revision: number;
  readonly event: OpsEvent;
}

interface CounterRow extends Row {
  readonly revision: number;
}

const counterKey = 'event-revision';
/** Events kept for tabs that ask late, and at most so many in one answer. */
const kept = 500;
const answered = 200;

const eventKey = (revision: number): string => String(revision).padStart(12, '0');

/** The first number is `now` (epoch ms): to a tab that knows higher ones from a store that is gone, nothing would be new. */
export async function appendEvents(tx: Transaction, events: readonly OpsEvent[], now: number): Promise<void> {
  if (!events.length) return;
  const start = (await tx.get<CounterRow>('meta', counterKey))?.revision ?? now;
  events.forEach((event, index) => tx.put<EventRow>('events', { key: eventKey(start + index + 1), revision: start + index + 1, event }));
  const revision = start + events.length;
  tx.put<CounterRow>('meta', { key: counterKey, revision });
  tx.deleteRange('events', { to: eventKey(revision - kept + 1) });
}

export async function latestRevision(tx: ReadTransaction): Promise<number> {
  return (await tx.get<CounterRow>('meta', counterKey))?.revision ?? 0;
}

export async function eventsSince(tx: ReadTransaction, revision: number): Promise<{ revision: number; events: OpsEvent[] }> {
  const rows = await tx.list<EventRow>('events', { from: eventKey(revision + 1), limit: answered });
  return { revision: rows.at(-1)?.revision ?? revision, events: rows.map((row) => row.event) };
}
