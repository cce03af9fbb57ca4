import type { Budget } from '../../contract/performance.ts';
import { addTo, copySketch, emptySketch, mergeSketches, type QuantileSketch } from '../../domain/performance/quantile-sketch.ts';
import { floor, hour, spansOf } from '../../domain/performance/steps.ts';
import { trendOf } from '../../domain/performance/trend.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { listTallies, readRolled } from '../records/tally-rows.ts';

const quarter = 6 * hour;
/** Of the last day, and of the seven before it. */
const quarters = 32;

/** Adds to each budget of what every page measures how its last 24 hours compare with the seven days before. */
export async function readTrends(tx: ReadTransaction, budgets: readonly Budget[], now: number): Promise<readonly Budget[]> {
  // Days end with the hour that runs.
  const to = floor(now, hour) + hour;
  const from = to - quarters * quarter;
  const parts = new Map<string, QuantileSketch[]>();
  for (const { at, tallies } of await listTallies(tx, 'page', spansOf({ from, to }, now, await readRolled(tx, now))))
    for (const [series, { sketch }] of tallies) {
      const all = parts.get(series) ?? Array.from({ length: quarters }, () => copySketch(emptySketch));
      parts.set(series, all);
      addTo(all[Math.floor((at - from) / quarter)]!, sketch);
    }
  const none = Array.from({ length: quarters }, () => emptySketch);
  return budgets.map((budget) => {
    const all = (!budget.page && parts.get(budget.name)) || none;
    const days = Array.from({ length: 7 }, (_, day) => mergeSketches(all.slice(day * 4, day * 4 + 4)));
    return { ...budget, trend: trendOf(all.slice(28), days) };
  });
}
