import type { AlertDefinition, Incident } from '../../contract/alert.ts';
import type { IncidentRow } from '../../domain/alerting/incident-row.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { loadDefinitions } from './definition-rows.ts';

/** The newest incident of an alert, firing or resolved: ids are the alert's, a colon, and a time. */
export async function latestIncident(tx: ReadTransaction, alertId: string): Promise<IncidentRow | undefined> {
  return (await tx.list<IncidentRow>('incidents', { from: `${alertId}:`, to: `${alertId};`, newestFirst: true, limit: 1 }))[0];
}

/** What is open, by what it was opened. */
export async function firingIncidents(tx: ReadTransaction): Promise<ReadonlyMap<IncidentRow, AlertDefinition>> {
  const found = new Map<IncidentRow, AlertDefinition>();
  for (const [id, definition] of await loadDefinitions(tx)) {
    const row = await latestIncident(tx, id);
    if (row?.state === 'firing') found.set(row, definition);
  }
  return found;
}

/** Those of a category and a severity, where these are given. */
export function chooseIncidents(rows: readonly Incident[], category: string | undefined, severity: string | undefined): Incident[] {
  return rows.filter((row) => (category ?? row.category) === row.category && (severity ?? row.severity) === row.severity);
}
