import type { ErrorRecord } from '../../contract/error-record.ts';
import type { Occurrence } from '../../domain/alerting/count-batch.ts';
import { mergeCounters, nothing } from '../../domain/alerting/counters.ts';
import type { Counters } from '../../domain/alerting/counters.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { pruneSteps, type Step, stepKey, stepsBetween } from './stepped-rows.ts';

type CounterRow = Counters & Row;

/** The different errors of the sessions last heard of, by signature. */
interface SessionsRow extends Row {
  readonly sessions: readonly (readonly [sessionId: string, signatures: readonly string[]])[];
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
const mostSessions = 50;
const mostSignatures = 20;
const sessionsKey = 'alert/sessions';

/** How long counters are kept, by their step in ms: minutes for windows, hours for a baseline of a week. */
const kept: readonly Step[] = [[minute, day + hour], [hour, 8 * day]];
const prefix = 'alert/';

export async function addCounters(tx: Transaction, batch: Counters, now: number): Promise<void> {
  for (const [step] of kept) {
    const key = stepKey(prefix, step, now);
    const row = await tx.get<CounterRow>('counters', key);
    tx.put<CounterRow>('counters', { key, ...mergeCounters([row ?? nothing, batch]) });
  }
}

/** The steps that began after `from`, up to the one that `to` is in. */
export async function readCounters(tx: ReadTransaction, step: number, from: number, to: number): Promise<Counters> {
  return mergeCounters(await tx.list<CounterRow>('counters', stepsBetween(prefix, step, from + step, to + step)));
}

/** Remembers the errors of a batch. Resolves with those that are new to a session which has met more than `limit`: how many it is now. */
export async function addSessionErrors(tx: Transaction, errors: readonly ErrorRecord[], limit: number): Promise<readonly Occurrence[]> {
  const row = await tx.get<SessionsRow>('counters', sessionsKey);
  const sessions = new Map(row?.sessions);
  const beyond: Occurrence[] = [];
  for (const { sessionId, signature, severity } of errors) {
    const known = sessions.get(sessionId) ?? [];
    // A message for information is no error.
    if (severity === 'INFO' || known.includes(signature) || known.length >= mostSignatures) continue;
    sessions.delete(sessionId);
    sessions.set(sessionId, [...known, signature]);
    const value = known.length + 1;
    if (value > limit) beyond.push({ sessionId, value, message: `${value} different errors` });
  }
  if (errors.length) tx.put<SessionsRow>('counters', { key: sessionsKey, sessions: [...sessions].slice(-mostSessions) });
  return beyond;
}

/** Of a person who is erased. */
export async function forgetSessions(tx: Transaction, gone: ReadonlySet<string>): Promise<void> {
  const row = await tx.get<SessionsRow>('counters', sessionsKey);
  if (row) tx.put<SessionsRow>('counters', { ...row, sessions: row.sessions.filter(([id]) => !gone.has(id)) });
}

export function pruneCounters(tx: Transaction, now: number): void {
  pruneSteps(tx, prefix, kept, now);
}
