import type { AlertDefinition } from '../../contract/alert.ts';
import type { BusinessEvent } from '../../contract/config.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { BuiltInAlert } from '../../domain/alerting/definitions.ts';
import type { Measurement } from '../../domain/alerting/evaluate.ts';
import { foldSessionErrors, worstSession } from '../../domain/alerting/session-errors.ts';
import type { SessionErrors } from '../../domain/alerting/session-errors.ts';
import { addCounters, countStreams, startOfStep, sumCounters } from '../../domain/alerting/stream-counters.ts';
import type { Counter, Observation, Stream } from '../../domain/alerting/stream-counters.ts';
import { timeKey } from '../ports/store.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';

/** What a batch brought: the counters' increments and the sessions that met an error new to them. */
export interface Brought {
  readonly counters: readonly Counter[];
  readonly grownSessions: readonly SessionErrors[];
  readonly streams: ReadonlySet<NonNullable<BuiltInAlert['stream']>>;
}

export const nothingBrought: Brought = { counters: [], grownSessions: [], streams: new Set() };

const minute = 60_000;
const week = 7 * 24 * 60 * minute;

/** `:` and `;` are neighbours: from one to the other are all keys that begin with the first. */
export const counterRange = { from: 'alert/', to: 'alert0' };
export const sessionRange = { from: 'alert/session:', to: 'alert/session;' };

export function counterKey(stream: Stream, at: number): string {
  return `alert/${stream}:${timeKey(at)}`;
}

/** Counts a batch into the minutes it belongs to: one read and one write a minute and stream, whatever the size of the batch. */
export async function countBatch(tx: Transaction, seen: Observation, names: Readonly<Record<string, BusinessEvent>>, now: number): Promise<Brought> {
  const counters = countStreams(seen, names, now);
  for (const counter of counters) {
    const key = counterKey(counter.stream, counter.at);
    const before = await tx.get<Counter & Row>('counters', key);
    tx.put<Counter & Row>('counters', { ...(before ? addCounters(before, counter) : counter), key });
  }
  const bySession = new Map<string, ErrorRecord[]>();
  for (const error of seen.errors) bySession.set(error.sessionId, [...(bySession.get(error.sessionId) ?? []), error]);
  const grownSessions: SessionErrors[] = [];
  for (const [sessionId, errors] of bySession) {
    const key = `alert/session:${sessionId}`;
    const folded = foldSessionErrors(await tx.get<SessionErrors & Row>('counters', key), errors, now);
    if (!folded) continue;
    tx.put<SessionErrors & Row>('counters', { ...folded.session, key });
    if (folded.grown) grownSessions.push(folded.session);
  }
  const streams = new Set(counters.flatMap(({ stream }) => (stream === 'bookings_hourly' ? [] : [stream] as const)));
  return { counters, grownSessions, streams: bySession.size > 0 ? new Set([...streams, 'sessions']) : streams };
}

/** Whole minutes: of the oldest one in the window all counts. */
async function sum(tx: ReadTransaction, stream: Stream, from: number, to: number): Promise<Counter> {
  const first = startOfStep(stream, from);
  return sumCounters(stream, first, await tx.list<Counter & Row>('counters', { from: counterKey(stream, first), to: counterKey(stream, to) }));
}

function brought({ counters }: Brought, stream: Stream, name: string): number {
  return counters.reduce((total, counter) => total + (counter.stream === stream ? (counter.counts[name] ?? 0) : 0), 0);
}

export interface Reading {
  readonly measurement: Measurement;
  readonly occurrences: number;
  /** What an incident shows as its data. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reads the window of a definition. `alive`: something has been observed within it. */
export async function readWindow(
  tx: ReadTransaction,
  definition: AlertDefinition,
  { stream, measure }: BuiltInAlert,
  batch: Brought,
  alive: boolean,
  now: number,
): Promise<Reading | null> {
  const start = now - definition.window * minute;
  switch (stream) {
    case 'api': {
      const { counts, latency } = await sum(tx, 'api', start, now + 1);
      const { total = 0, failed = 0 } = counts;
      const rate: Measurement = { kind: 'ratio', bad: failed, total, what: 'API calls' };
      return { measurement: measure === 'p95' ? { kind: 'p95', latency } : rate, occurrences: 0, data: { calls: total, failed } };
    }
    case 'payments': {
      const { succeeded = 0, failed = 0, declined = 0 } = (await sum(tx, 'payments', start, now + 1)).counts;
      const total = succeeded + failed + declined;
      return { measurement: { kind: 'ratio', bad: failed, total, what: 'payments' }, occurrences: 0, data: { succeeded, failed, declined } };
    }
    case 'bookings': {
      const { started = 0, booked = 0 } = (await sum(tx, 'bookings', start, now + 1)).counts;
      const end = startOfStep('bookings_hourly', start);
      const { started: baselineStarted = 0, booked: baselineBooked = 0 } = (await sum(tx, 'bookings_hourly', end - week, end)).counts;
      const data = { started, booked, baselineStarted, baselineBooked };
      return { measurement: { kind: 'drop', ...data }, occurrences: 0, data };
    }
    case 'syncs': {
      const { failed = 0, completed = 0 } = (await sum(tx, 'syncs', start, now + 1)).counts;
      const occurrences = brought(batch, 'syncs', 'failed');
      const count = Math.max(failed, occurrences);
      return { measurement: { kind: 'count', count, alive: completed > 0, what: 'failed syncs' }, occurrences, data: { failed, completed } };
    }
    case 'security': {
      const { total = 0 } = (await sum(tx, 'security', start, now + 1)).counts;
      // What a page saw before it was closed may arrive a day later: it counts when it arrives.
      const occurrences = brought(batch, 'security', 'total');
      return { measurement: { kind: 'count', count: Math.max(total, occurrences), alive, what: 'security events' }, occurrences, data: { events: total } };
    }
    case 'sessions': {
      const worst = worstSession(await tx.list<SessionErrors & Row>('counters', sessionRange), start);
      const occurrences = batch.grownSessions.filter((session) => session.signatures.length > definition.threshold && session.lastAt >= start).length;
      const data = worst ? { sessionId: worst.sessionId, distinctErrors: worst.signatures.length } : {};
      return { measurement: { kind: 'count', count: worst?.signatures.length ?? 0, alive, what: 'different errors in one session' }, occurrences, data };
    }
    case null:
      return null;
  }
}
