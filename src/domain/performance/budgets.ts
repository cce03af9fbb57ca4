import type { Budget } from '../../contract/performance.ts';
import type { SeriesKind } from './observe.ts';
import { quantile } from './quantile-sketch.ts';
import type { Tally } from './tally.ts';
import { tidy } from './tidy.ts';

/** A limit on a series, and the `performance.alert` that says it was passed. */
export interface Condition {
  readonly alertType: string;
  /** Of the budget, and of its series. */
  readonly name: string;
  readonly kind: SeriesKind;
  readonly limit: number;
  readonly unit: string;
  /** Values without which nothing is said. */
  readonly minSample: number;
  /** ms looked back: not so short that one slow moment is a breach, nor so long that an old one is never over. */
  readonly window: number;
  /** Held against the limit; `null`: the sum. */
  readonly quantile: number | null;
  /** ms before it is told again while it lasts; `null`: only once it was kept in between. */
  readonly pause: number | null;
}

function budget(name: string, limit: number, minSample = 10, unit = 'ms', kind: SeriesKind = 'page'): Condition {
  return { alertType: 'budget_exceeded', name, kind, limit, unit, minSample, window: 3_600_000, quantile: 0.75, pause: null };
}

/** What every page measures. Without a default limit: no budget until one is set. */
const known: readonly Condition[] = [
  budget('pageLoad', 3_000),
  budget('FCP', 2_000),
  budget('LCP', 2_500),
  budget('FID', 100),
  budget('CLS', 0.1, 10, ''),
  budget('apiResponse', 1_000, 20),
  // Every long task is above 50 ms by definition: this says "fewer than 20 an hour".
  budget('longTask', 50, 20),
  budget('memoryUsage', 0.8, 5, 'ratio'),
  budget('INP', Infinity),
  budget('TTFB', Infinity),
  budget('TBT', Infinity),
];

/** What an hour is too slow for. One peak of memory before a collection is no leak, so the median is held against the limit. */
const storm = { window: 300_000, quantile: 0.5, pause: 900_000 };
const storms: readonly (Partial<Condition> & { readonly name: string })[] = [
  { ...storm, name: 'apiResponse', alertType: 'slow_api', minSample: 5 },
  { ...storm, name: 'longTask', alertType: 'long_task', minSample: 1, quantile: null, limit: 5_000 },
  { ...storm, name: 'memoryUsage', alertType: 'memory_usage', minSample: 3 },
];

/** All budgets: the default ones, and those that were set. */
export function budgetsOf(limits: ReadonlyMap<string, number>): readonly Condition[] {
  const own = [...limits].filter(([name]) => !known.some((each) => each.name === name));
  const all = [...known.map((each) => ({ ...each, limit: limits.get(each.name) ?? each.limit })), ...own.map(([name, limit]) => budget(name, limit, 10, '', 'metric'))];
  return all.filter(({ limit }) => limit < Infinity);
}

/** The budgets, and what is looked at more closely than by the hour. */
export function conditionsOf(budgets: readonly Condition[]): readonly Condition[] {
  return budgets.flatMap((each) => [each, ...storms.filter(({ name }) => name === each.name).map((closer) => ({ ...each, ...closer }))]);
}

/**
 * The budget that a page means: what every page measures, in any case, or a metric that it records itself. `null`: a word
 * of a person and not of a program; names are shown and sent as they are.
 */
export function budgetName(name: string): string | null {
  const found = known.find((each) => each.name.toLowerCase() === name.toLowerCase());
  return found?.name ?? (/^[a-z][\w.:/-]{0,79}$/i.test(name) && !/\d{7}/.test(name) ? name : null);
}

export function judge({ name, limit, unit, minSample, quantile: q }: Condition, tally: Tally | undefined): Budget {
  const count = tally?.sketch.count ?? 0;
  const measured = tally && (q === null ? tally.total : quantile(tally.sketch, q));
  const value = measured === undefined || measured === null ? null : tidy(measured);
  return { name, limit, unit, value, count, status: value === null || count < minSample ? 'no data' : value > limit ? 'over' : 'within' };
}
