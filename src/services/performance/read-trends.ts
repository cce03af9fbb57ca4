import type { Trend } from '../../contract/performance-answers.ts';
import type { Judged } from '../../domain/performance/budgets.ts';
import { addTo, copySketch, emptySketch, mergeSketches, type QuantileSketch } from '../../domain/performance/quantile-sketch.ts';
import { floor, hour, spansOf } from '../../domain/performance/steps.ts';
import { noTrend, trendOf } from '../../domain/performance/trend.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { listTallies, readRolled } from '../records/tally-rows.ts';
import { ofPage } from './budget-book.ts';

const quarter = 6 * hour;
/** Of the last day, and of the seven before it. */
const quarters = 32;

/** Adds to each budget how its last 24 hours compare with the seven days before; a sum is not compared. */
export async function readTrends(tx: ReadTransaction, budgets: readonly Judged[], now: number): Promise<readonly (Judged & { readonly trend: Trend })[]> {
  // Days end with the hour that runs.
  const to = floor(now, hour) + hour;
  const from = to - quarters * quarter;
  const spans = spansOf({ from, to }, now, await readRolled(tx, now));
  const read = new Map<string, ReadonlyMap<string, readonly QuantileSketch[]>>();
  const quartersOf = async ({ kind, page }: Judged): Promise<ReadonlyMap<string, readonly QuantileSketch[]>> => {
    const nameOf = ofPage(page);
    const parts = new Map<string, QuantileSketch[]>();
    for (const { at, tallies } of await listTallies(tx, kind, spans, page))
      for (const [series, { sketch }] of tallies) {
        const name = nameOf ? nameOf(series) : series;
        if (!name) continue;
        const all = parts.get(name) ?? Array.from({ length: quarters }, () => copySketch(emptySketch));
        parts.set(name, all);
        addTo(all[Math.floor((at - from) / quarter)]!, sketch);
      }
    return parts;
  };
  const compared: (Judged & { readonly trend: Trend })[] = [];
  for (const budget of budgets) {
    const { kind, page, name, quantile } = budget;
    const key = `${kind} ${page}`;
    const parts = read.get(key) ?? (await quartersOf(budget));
    read.set(key, parts);
    const all = parts.get(name);
    const days = Array.from({ length: 7 }, (_, day) => mergeSketches(all?.slice(day * 4, day * 4 + 4) ?? []));
    compared.push({ ...budget, trend: all && quantile !== null ? trendOf(all.slice(28), days) : noTrend });
  }
  return compared;
}
