import type { CoreWebVitals } from '../../contract/performance.ts';
import { budgetPercentile, type BudgetSource, budgetWindow } from '../../domain/performance/budgets.ts';
import { quantile } from '../../domain/performance/quantile-sketch.ts';
import { boundsOf, type Cover, coverRange } from '../../domain/performance/range-cover.ts';
import { type ApiTally, mergeApi, mergeMetrics, mergeVitals, type MetricsRollup, type VitalsRollup } from '../../domain/performance/rollup.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { readRollups } from './rollup-rows.ts';
import { exactViews, listViews, vitalsOfRollup, vitalsOfViews } from './view-rows.ts';
import { tidy } from './tidy.ts';

export async function readApi(tx: ReadTransaction, cover: Cover): Promise<ApiTally> {
  return mergeApi(await readRollups<ApiTally>(tx, 'api', cover));
}

export async function readMetrics(tx: ReadTransaction, cover: Cover): Promise<MetricsRollup> {
  return mergeMetrics(await readRollups<MetricsRollup>(tx, 'metrics', cover));
}

/** Exact while the views are few, from sketches beyond. */
export async function readVitals(tx: ReadTransaction, cover: Cover): Promise<{ readonly views: number; readonly vitals: CoreWebVitals }> {
  const views = await listViews(tx, cover.from, cover.to, exactViews + 1);
  if (views.length <= exactViews) return { views: views.length, vitals: vitalsOfViews(views) };
  const rollup = mergeVitals(await readRollups<VitalsRollup>(tx, 'vitals', cover));
  return { views: rollup.views, vitals: vitalsOfRollup(rollup) };
}

/** p75 of the last hour of what a budget is held against; each kind is read once, however many budgets ask. */
export function createBudgetMeter(tx: ReadTransaction, now: number): (source: BudgetSource) => Promise<{ value: number | null; count: number }> {
  const cover = coverRange(boundsOf(budgetWindow, now), now);
  let vitals: CoreWebVitals | undefined;
  let api: ApiTally | undefined;
  let metrics: MetricsRollup | undefined;
  const rounded = (value: number | null): number | null => (value === null ? null : tidy(value));
  return async (source) => {
    switch (source.kind) {
      case 'vital': {
        vitals ??= (await readVitals(tx, cover)).vitals;
        const vital = vitals[source.name.toLowerCase() as keyof CoreWebVitals];
        return { value: vital?.value ?? null, count: vital?.count ?? 0 };
      }
      case 'api':
        api ??= await readApi(tx, cover);
        return { value: rounded(quantile(api.sketch, budgetPercentile)), count: api.sketch.count };
      case 'metric': {
        metrics ??= await readMetrics(tx, cover);
        const tally = metrics.metrics.find((each) => each.name === source.name);
        return { value: tally ? rounded(quantile(tally.sketch, budgetPercentile)) : null, count: tally?.sketch.count ?? 0 };
      }
    }
  };
}
