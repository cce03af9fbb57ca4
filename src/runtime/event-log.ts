import { type EventBatch, packEvents } from '../contract/event-batch.ts';
import type { OpsEvent } from '../contract/notices.ts';
import type { EventsAnswer } from '../contract/runtime-api.ts';
import type { ReadTransaction, Row, Transaction } from '../services/ports/store.ts';

/**
 * Window events, numbered by one counter in the store, so that tabs of every runtime see them in one order. Those of one moment are one row, and go
 * to the tabs as they lie here.
 */
export interface EventsRow extends Row, EventBatch {
  /** Of the last one. */
  readonly revision: number;
}

interface CounterRow extends Row {
  readonly revision: number;
}

const counterKey = 'event-revision';
/** Events kept for tabs that ask late; an answer ends with the row that makes it as long as `mostEvents`. */
const kept = 500;
export const eventsKept = { store: 'events', maxAge: Infinity, maxRows: kept } as const;
const mostEvents = 200;

const eventKey = (revision: number): string => String(revision).padStart(12, '0');

/** The first number is `now` (epoch ms): to a tab that knows higher ones from a store that is gone, nothing would be new. */
export async function appendEvents(tx: Transaction, events: readonly OpsEvent[], now: number): Promise<void> {
  if (!events.length) return;
  const revision = ((await tx.get<CounterRow>('meta', counterKey))?.revision ?? now) + events.length;
  tx.put<EventsRow>('events', { key: eventKey(revision), revision, ...packEvents(events) });
  tx.put<CounterRow>('meta', { key: counterKey, revision });
  tx.deleteRange('events', { to: eventKey(revision - kept + 1) });
}

export async function latestRevision(tx: ReadTransaction): Promise<number> {
  return (await tx.get<CounterRow>('meta', counterKey))?.revision ?? 0;
}

export async function eventsSince(tx: ReadTransaction, known: number): Promise<EventsAnswer> {
  const batches: EventBatch[] = [];
  let revision = known;
  let count = 0;
  let more = false;
  for (const { names, text, revision: last } of await tx.list<EventsRow>('events', { from: eventKey(known + 1) })) {
    if ((more = count >= mostEvents)) break;
    batches.push({ names, text });
    count += names.length;
    revision = last;
  }
  return { revision, batches, more };
}
