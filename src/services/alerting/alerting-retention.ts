import type { Silence } from '../../contract/alert.ts';
import type { IncidentRow } from '../../domain/alerting/incident-row.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { pruneRows, type TableRetention } from '../records/prune-rows.ts';
import { day, pruneCounters } from '../records/counter-rows.ts';

export type SilenceRow = Silence & Row;

export const alertingRetention: readonly TableRetention[] = [
  { store: 'incidents', maxAge: 90 * day, maxRows: 2_000 },
  { store: 'silences', maxAge: 90 * day, maxRows: 500 },
  { store: 'counters', maxAge: 8 * day, maxRows: 2_000 },
];

/** Removes what is too old or too much, oldest first; never what is still firing. */
export async function pruneAlerting(tx: Transaction, now: number): Promise<void> {
  for (const kept of alertingRetention.slice(0, 2)) await pruneRows<Partial<IncidentRow & SilenceRow> & Row>(tx, kept, (row) => row.until ?? row.resolvedAt ?? Infinity, now);
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
