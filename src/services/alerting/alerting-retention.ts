import type { IncidentRow } from '../../domain/alerting/incident-row.ts';
import type { SilenceRow } from '../../domain/alerting/silence-row.ts';
import type { Row, Transaction } from '../ports/store.ts';
import { pruneRows, type TableRetention } from '../records/prune-rows.ts';
import { day, pruneCounters } from '../records/counter-rows.ts';

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
