import type { CoreWebVitals, MetricRecord, VitalName, VitalValue } from '../../contract/performance.ts';
import type { Observation } from '../../domain/performance/observe.ts';
import { exactQuantile, quantile } from '../../domain/performance/quantile-sketch.ts';
import { gradeVital, rateVital, vitalNames } from '../../domain/performance/rating.ts';
import type { Span } from '../../domain/performance/steps.ts';
import { type Tally, tallyOf } from '../../domain/performance/tally.ts';
import { tidy } from '../../domain/performance/tidy.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';

/** A page view, keyed by its id, with the newest value of each of its vitals. */
export interface ViewRow extends Row {
  /** epoch ms of the first vital: its place in time for good, because vitals change while a page lives. */
  readonly at: number;
  readonly vitals: Readonly<Partial<Record<VitalName, MetricRecord>>>;
}

/** While the store holds no more page views, percentiles are computed from the views themselves, exactly, and then from sketches. */
const exactViews = 300;

/** Keeps the newest value of a vital of a view: one that comes late, from a tab that sent out of order, changes nothing, nor does a repeat. */
export async function foldVital(tx: Transaction, view: string, name: VitalName, record: MetricRecord, now: number): Promise<readonly Observation[]> {
  const known = await tx.get<ViewRow>('views', view);
  const row = known ?? { key: view, at: Math.min(record.timestamp, now), vitals: {} };
  const before = row.vitals[name];
  if (before && (before.timestamp > record.timestamp || before.value === record.value)) return [];
  tx.put<ViewRow>('views', { ...row, vitals: { ...row.vitals, [name]: record } });
  const observed = (value: number, by: number): Observation => ['page', name, row.at, tallyOf(value, gradeVital(name, value), by)];
  const after = observed(record.value, 1);
  if (before) return [observed(before.value, -1), after];
  return known ? [after] : [['page', 'view', row.at, tallyOf(null)], after];
}

export async function readVitals(tx: ReadTransaction, page: ReadonlyMap<string, Tally>, { from, to }: Span): Promise<CoreWebVitals> {
  const rows = await tx.list<ViewRow>('views', { limit: exactViews + 1 });
  const views = rows.length > exactViews ? [] : rows.filter(({ at }) => at >= from && at < to);
  const vitals: Partial<Record<string, VitalValue>> = {};
  for (const name of vitalNames) {
    const { count = 0, grades: [good = 0, fair = 0, poor = 0] = [], sketch } = page.get(name) ?? {};
    if (!count || !sketch) continue;
    const exact = exactQuantile(views.flatMap((view) => view.vitals[name]?.value ?? []), 0.75);
    const value = exact ?? tidy(quantile(sketch, 0.75) ?? 0);
    const shares = { good: good / count, needsImprovement: fair / count, poor: poor / count };
    vitals[name.toLowerCase()] = { value, rating: rateVital(name, value), count, shares };
  }
  return vitals;
}
