import type { Budget } from '../../contract/performance.ts';
import type { SeriesKind } from './observe.ts';
import { vitalNames } from './rating.ts';
import { percentile, type Tally, tidy } from './tally.ts';

/** A limit on a series, and the `performance.alert` that says it was passed. */
export interface Condition {
  readonly alertType: string;
  /** Of the budget, and of its series. */
  readonly name: string;
  readonly page?: string | undefined;
  readonly kind: SeriesKind;
  readonly limit: number;
  readonly unit: string;
  /** Values without which nothing is said. */
  readonly minSample: number;
  /** ms looked back: not so short that one slow moment is a breach, nor so long that an old one is never over. */
  readonly window: number;
  /** Held against the limit; `null`: the sum. */
  readonly quantile: number | null;
}

export type Judged = Budget & Condition;

/**
 * The budgets that there are from the start, and what is looked at more closely, because an hour is too slow for it. Every long task is above
 * 50 ms by definition: that budget says "fewer than 20 an hour". One peak of memory before a collection is no leak: the median counts.
 */
const known: ReadonlyMap<string, readonly [limit: number, minSample?: number, storm?: Partial<Condition>]> = new Map([
  ['pageLoad', [3_000]],
  ['FCP', [2_000]],
  ['LCP', [2_500]],
  ['FID', [100]],
  ['CLS', [0.1]],
  ['apiResponse', [1_000, 20, { alertType: 'slow_api', minSample: 5 }]],
  ['longTask', [50, 20, { alertType: 'long_task', minSample: 1, quantile: null, limit: 5_000 }]],
  ['memoryUsage', [0.8, 5, { alertType: 'memory_usage', minSample: 3 }]],
]);

export const defaultLimits: readonly (readonly [name: string, limit: number])[] = [...known].map(([name, [limit]]) => [name, limit]);

/** A budget, and what looks at the same series more closely. `named`: its name, and behind a space the page that it is for. */
export function conditionsOf([named, limit]: readonly [string, number]): readonly Condition[] {
  const [name = '', page] = named.split(' ');
  const [, minSample = 10, storm] = known.get(name) ?? [];
  const ofPage = known.has(name) || vitalNames.some((vital) => vital === name);
  const budget: Condition = {
    alertType: 'budget_exceeded',
    name,
    ...(page && { page }),
    kind: page ? 'cell' : ofPage ? 'page' : 'metric',
    limit,
    unit: ofPage && name !== 'CLS' && name !== 'memoryUsage' ? 'ms' : '',
    minSample,
    window: 3_600_000,
    quantile: 0.75,
  };
  return storm && !page ? [budget, { ...budget, window: 300_000, quantile: 0.5, ...storm }] : [budget];
}

export function judge(condition: Condition, tally: Tally | undefined): Judged {
  const { limit, minSample, quantile } = condition;
  const count = tally?.sketch.count ?? 0;
  const value = tally && count ? (quantile === null ? tidy(tally.total) : percentile(tally, quantile)) : null;
  return { ...condition, value, count, status: value === null || count < minSample ? 'no data' : value > limit ? 'over' : 'within' };
}
