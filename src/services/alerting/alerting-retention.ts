import type { Retention } from '../../contract/status.ts';
import type { IncidentRow } from '../../domain/alerting/incident-state.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { pruneRows } from '../records/prune-rows.ts';
import { pruneCounters } from './counters.ts';
import type { SilenceRow } from './incidents.ts';

const day = 86_400_000;
const incidents = { store: 'incidents', maxAge: 90 * day, maxRows: 2_000 } as const;
const silences = { store: 'silences', maxAge: 90 * day, maxRows: 500 } as const;

export const alertingRetention: readonly Retention[] = [incidents, silences, { store: 'counters', maxAge: 8 * day, maxRows: 10_000 }];

/** Removes what is too old or too much, oldest first; never what is still firing. */
export async function pruneAlerting(tx: Transaction, now: number): Promise<void> {
  await pruneRows<IncidentRow>(tx, incidents.store, (row) => (row.state === 'firing' ? Infinity : row.updatedAt), now - incidents.maxAge, incidents.maxRows);
  await pruneRows<SilenceRow>(tx, silences.store, ({ until }) => until, now - silences.maxAge, silences.maxRows);
  await pruneCounters(tx, now);
}

/** As it stands in a row's JSON; a quote inside a text would be escaped there. */
const named = (userId: string): string => `"userId":${JSON.stringify(userId)}`;

/** The incidents and silences that name a person as a `userId`: who took one, who ended it, whom it is about, who silenced. */
export async function findUserInAlerts(tx: ReadTransaction, userId: string): Promise<readonly (IncidentRow | SilenceRow)[]> {
  const rows = [...(await tx.list<IncidentRow>('incidents')), ...(await tx.list<SilenceRow>('silences'))];
  return rows.filter((row) => JSON.stringify(row).includes(named(userId)));
}

/** Takes a person's id out of all that names it. Resolves with the number of rows. */
export async function eraseUserFromAlerts(tx: Transaction, userId: string): Promise<number> {
  const rows = await findUserInAlerts(tx, userId);
  for (const row of rows) tx.put('matcher' in row ? 'silences' : 'incidents', JSON.parse(JSON.stringify(row).replaceAll(named(userId), named('[erased]'))) as Row);
  return rows.length;
}
