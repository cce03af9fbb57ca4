import type { MetricRecord, VitalName } from '../../contract/performance.ts';
import { type Observation, observePage } from '../../domain/performance/observe.ts';
import { gradeVital } from '../../domain/performance/rating.ts';
import { tallyOf } from '../../domain/performance/tally.ts';
import type { Row, Transaction } from '../ports/store.ts';
import { day } from '../records/counter-rows.ts';
import type { TableRetention } from '../records/prune-rows.ts';

export const viewsKept: TableRetention = { store: 'views', maxAge: 30 * day, maxRows: 10_000 };

/** A page view, keyed by its id. */
export interface ViewRow extends Row {
  /** epoch ms of the first vital: its place in time for good, because vitals change while a page lives. */
  readonly at: number;
  /** The newest value of each vital, and when it was measured. */
  readonly vitals: Readonly<Record<string, readonly [value: number, at: number]>>;
  /** Where it began: a page that changes its path stays the view that it was. */
  readonly cell: string;
}

/** Keeps the newest value of a vital of a view: one that comes late, from a tab that sent out of order, changes nothing. */
export async function foldVital(tx: Transaction, { name, value, timestamp, tags }: MetricRecord, here: string, now: number): Promise<readonly Observation[]> {
  const view = String(tags['view']);
  const known = await tx.get<ViewRow>('views', view);
  const { at, vitals, cell = here }: Omit<ViewRow, 'key'> = known ?? { at: Math.min(timestamp, now), vitals: {}, cell: here };
  const before = vitals[name];
  if (before && before[1] > timestamp) return [];
  tx.put<ViewRow>('views', { key: view, at, cell, vitals: { ...vitals, [name]: [value, timestamp] } });
  const observed = (value: number, by: number): readonly Observation[] => observePage(name, at, tallyOf(value, gradeVital(name as VitalName, value), by), cell);
  return [...(known ? [] : observePage('view', at, tallyOf(null), cell)), ...(before ? observed(before[0], -1) : []), ...observed(value, 1)];
}
