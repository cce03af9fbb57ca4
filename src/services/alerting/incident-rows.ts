import type { Incident } from '../../contract/alert.ts';
import { isOpen, type IncidentRow } from '../../domain/alerting/incident-row.ts';
import type { CheckRow } from '../../domain/health/check-row.ts';
import { isBad } from '../../domain/health/observation.ts';
import type { ReadTransaction } from '../ports/store.ts';

/** The newest incident of an alert, firing or resolved: ids are the alert's, a colon, and a time. */
export async function latestIncident(tx: ReadTransaction, alertId: string): Promise<IncidentRow | undefined> {
  return (await tx.list<IncidentRow>('incidents', { from: `${alertId}:`, to: `${alertId};`, newestFirst: true, limit: 1 }))[0];
}

/** What is open of these, by what it was opened. */
export async function openIncidents<Known>(tx: ReadTransaction, definitions: ReadonlyMap<string, Known>): Promise<ReadonlyMap<IncidentRow, Known>> {
  const found = new Map<IncidentRow, Known>();
  for (const [id, definition] of definitions) {
    const row = await latestIncident(tx, id);
    if (row && isOpen(row)) found.set(row, definition);
  }
  return found;
}

/** The first of these alerts and checks that is down itself: what depends on it is no news. */
export async function findOutage(tx: ReadTransaction, ids: readonly string[] | undefined, now: number): Promise<string | undefined> {
  for (const id of ids ?? []) {
    const check = await tx.get<CheckRow>('checks', id);
    const latest = check ? undefined : await latestIncident(tx, id);
    if (check ? isBad(check.status) && check.staleAt > now : latest && isOpen(latest)) return id;
  }
  return undefined;
}

/** Those of a category and a severity, where these are given. */
export function chooseIncidents(rows: readonly Incident[], category: string | undefined, severity: string | undefined): Incident[] {
  return rows.filter((row) => (category ?? row.category) === row.category && (severity ?? row.severity) === row.severity);
}
