import type { OpsEvent } from '../contract/notices.ts';
import type { ReadTransaction, Row, Transaction } from '../services/ports/store.ts';

/**
 * Window events, numbered by one counter in the store, so that tabs of every runtime see them in one order. Those of one moment are one row: the errors
 * of a batch share the steps that led there, and in a storm every tab reads them all.
 */
export interface EventsRow extends Row {
  /** Of the last one. */
  readonly revision: number;
  readonly events: readonly OpsEvent[];
}

interface CounterRow extends Row {
  readonly revision: number;
}

const counterKey = 'event-revision';
/** Events kept for tabs that ask late, and at most so many in one answer. */
const kept = 500;
export const eventsKept = { store: 'events', maxAge: Infinity, maxRows: kept } as const;
export const mostEvents = 200;

const eventKey = (revision: number): string => String(revision).padStart(12, '0');

/** The first number is `now` (epoch ms): to a tab that knows higher ones from a store that is gone, nothing would be new. */
export async function appendEvents(tx: Transaction, events: readonly OpsEvent[], now: number): Promise<void> {
  if (!events.length) return;
  const revision = ((await tx.get<CounterRow>('meta', counterKey))?.revision ?? now) + events.length;
  tx.put<EventsRow>('events', { key: eventKey(revision), revision, events });
  tx.put<CounterRow>('meta', { key: counterKey, revision });
  tx.deleteRange('events', { to: eventKey(revision - kept + 1) });
}

export async function latestRevision(tx: ReadTransaction): Promise<number> {
  return (await tx.get<CounterRow>('meta', counterKey))?.revision ?? 0;
}

export async function eventsSince(tx: ReadTransaction, revision: number): Promise<{ revision: number; events: OpsEvent[] }> {
  const rows = await tx.list<EventsRow>('events', { from: eventKey(revision + 1) });
  const numbered = rows.flatMap(({ revision: last, events }) => events.map((event, at) => ({ event, at: last - events.length + 1 + at })));
  const news = numbered.filter(({ at }) => at > revision).slice(0, mostEvents);
  return { revision: news.at(-1)?.at ?? revision, events: news.map(({ event }) => event) };
}
