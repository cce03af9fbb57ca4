import type { Incident } from '../../contract/alert.ts';
import type { Retention } from '../../contract/status.ts';
import { erased, mentionsUser, redactUser } from '../../domain/alerting/redact-user.ts';
import type { SessionErrors } from '../../domain/alerting/session-errors.ts';
import type { Counter, Stream } from '../../domain/alerting/stream-counters.ts';
import type { IncidentState } from '../../domain/alerting/incident-state.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import type { IncidentRow } from './incident-book.ts';
import { loadSilences } from './silence-book.ts';
import type { SilenceRow } from './silence-book.ts';
import { counterKey, counterRange, sessionRange } from './stream-book.ts';

const day = 86_400_000;

/** Counters by the minute are kept a day (the longest window), by the hour eight (the baseline of bookings). */
const counterAges: Readonly<Record<Stream, number>> = { api: day, payments: day, syncs: day, bookings: day, security: day, bookings_hourly: 8 * day };

export const alertingRetention = {
  incidents: { store: 'incidents', maxAge: 90 * day, maxRows: 2_000 },
  silences: { store: 'silences', maxAge: 90 * day, maxRows: 500 },
  counters: { store: 'counters', maxAge: 8 * day, maxRows: 10_000 },
} as const satisfies Record<string, Retention>;

const mostSessions = 500;

/** Removes what is too old or too much, oldest first; never what is still firing. */
export async function pruneAlerting(tx: Transaction, now: number): Promise<void> {
  const { incidents, silences, counters } = alertingRetention;
  const newest = await tx.list<IncidentRow>('incidents', { newestFirst: true });
  for (const [index, { key, incident }] of newest.entries())
    if (incident.state === 'resolved' && (index >= incidents.maxRows || now - incident.updatedAt > incidents.maxAge)) tx.delete('incidents', key);

  const latest = (await tx.list<SilenceRow>('silences')).sort((a, b) => b.silence.until - a.silence.until);
  for (const [index, { key, silence }] of latest.entries()) if (index >= silences.maxRows || now - silence.until > silences.maxAge) tx.delete('silences', key);

  for (const stream of Object.keys(counterAges) as Stream[]) {
    tx.deleteRange('counters', { from: counterKey(stream, 0), to: counterKey(stream, now - counterAges[stream]) });
  }
  const sessions = (await tx.list<SessionErrors & Row>('counters', sessionRange)).sort((a, b) => b.lastAt - a.lastAt);
  for (const [index, { key, lastAt }] of sessions.entries()) if (index >= mostSessions || now - lastAt > day) tx.delete('counters', key);
  const rows = (await tx.list<Counter & Row>('counters', counterRange)).filter(({ key }) => key < sessionRange.from || key >= sessionRange.to);
  rows.sort((a, b) => b.at - a.at);
  for (const { key } of rows.slice(counters.maxRows)) tx.delete('counters', key);
}

type Personal = 'acknowledgement' | 'resolution' | 'timeline' | 'data' | 'context';

/** Where a person can stand in an incident: who took it, who ended it, whom it is about. */
function personal({ incident: { acknowledgement, resolution, timeline, data, context } }: IncidentState): Pick<Incident, Personal> {
  return { acknowledgement, resolution, timeline, data, context };
}

/** Takes a user's id out of incidents and silences. Resolves with how many it was found in. */
export async function eraseUserFromAlerts(tx: Transaction, userId: string): Promise<number> {
  let found = 0;
  for (const row of await tx.list<IncidentRow>('incidents')) {
    if (!mentionsUser(personal(row), userId)) continue;
    tx.put<IncidentRow>('incidents', { ...row, incident: { ...row.incident, ...redactUser(personal(row), userId) } });
    found += 1;
  }
  for (const row of await tx.list<SilenceRow>('silences')) {
    if (row.silence.userId !== userId) continue;
    tx.put<SilenceRow>('silences', { ...row, silence: { ...row.silence, userId: erased } });
    found += 1;
  }
  return found;
}

export async function exportUserFromAlerts(tx: ReadTransaction, userId: string): Promise<readonly unknown[]> {
  const incidents = (await tx.list<IncidentRow>('incidents')).filter((row) => mentionsUser(personal(row), userId)).map(({ incident }) => incident);
  const silences = (await loadSilences(tx)).filter((silence) => silence.userId === userId);
  return [...incidents, ...silences];
}
