import type { Silence } from '../../contract/alert.ts';
import type { Retention } from '../../contract/status.ts';
import type { IncidentRow } from '../../domain/alerting/incident-row.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { pruneRows } from '../records/prune-rows.ts';
import { day, pruneCounters } from './counter-rows.ts';

export type SilenceRow = Silence & Row;

const age = 90 * day;
const mostIncidents = 2_000;
const mostSilences = 500;

export const alertingRetention: readonly Retention[] = [
  { store: 'incidents', maxAge: age, maxRows: mostIncidents },
  { store: 'silences', maxAge: age, maxRows: mostSilences },
  { store: 'counters', maxAge: 8 * day, maxRows: 2_000 },
];

/** Removes what is too old or too much, oldest first; never what is still firing. */
export async function pruneAlerting(tx: Transaction, now: number): Promise<void> {
  await pruneRows<IncidentRow>(tx, 'incidents', (row) => row.resolvedAt ?? Infinity, now - age, mostIncidents);
  await pruneRows<SilenceRow>(tx, 'silences', (row) => row.until, now - age, mostSilences);
  pruneCounters(tx, now);
}

/** As it stands in a row's JSON; a quote inside a text would be escaped there. */
const named = (userId: string): string => `"userId":${JSON.stringify(userId)}`;

/** The incidents and silences that name a person as a `userId`: who took one, who ended it, whom it is about, who silenced. */
export async function findUserInAlerts(tx: ReadTransaction, userId: string): Promise<readonly Row[]> {
  const rows = [...(await tx.list('incidents')), ...(await tx.list('silences'))];
  return rows.filter((row) => JSON.stringify(row).includes(named(userId)));
}

/** Takes a person's id out of all that names it. Resolves with the number of rows. */
export async function eraseUserFromAlerts(tx: Transaction, userId: string): Promise<number> {
  const rows = await findUserInAlerts(tx, userId);
  for (const row of rows) tx.put('matcher' in row ? 'silences' : 'incidents', JSON.parse(JSON.stringify(row).replaceAll(named(userId), named('[erased]'))) as Row);
  return rows.length;
}
