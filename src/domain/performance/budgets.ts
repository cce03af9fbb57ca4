import type { Budget, VitalName } from '../../contract/performance.ts';
import { vitalNames } from './rating.ts';

/** What a budget is held against. */
export type BudgetSource =
  | { readonly kind: 'vital'; readonly name: VitalName }
  | { readonly kind: 'api' }
  | { readonly kind: 'metric'; readonly name: string };

export interface BudgetDefinition {
  readonly name: string;
  readonly limit: number;
  readonly unit: string;
  readonly source: BudgetSource;
  /** Values without which nothing is said. */
  readonly minSample: number;
}

/** The part of an evaluation that is remembered, so that a breach is told once. */
export interface BudgetState {
  readonly over: boolean;
  /** epoch ms of the last change */
  readonly changedAt: number;
}

/** ms: budgets look at the last hour, so that one slow moment is not a breach and an old one is forgotten. */
export const budgetWindow = 3_600_000;
export const budgetPercentile = 0.75;

const defaultMinSample = 10;

export const metricNames = { pageLoad: 'pageLoad', longTask: 'long_task', memory: 'memory_usage' } as const;

/** Every long task is above 50 ms by definition: this budget says "fewer than 20 an hour". */
export const defaultBudgets: readonly BudgetDefinition[] = [
  { name: 'pageLoad', limit: 3_000, unit: 'ms', source: { kind: 'metric', name: metricNames.pageLoad }, minSample: defaultMinSample },
  { name: 'FCP', limit: 2_000, unit: 'ms', source: { kind: 'vital', name: 'FCP' }, minSample: defaultMinSample },
  { name: 'LCP', limit: 2_500, unit: 'ms', source: { kind: 'vital', name: 'LCP' }, minSample: defaultMinSample },
  { name: 'FID', limit: 100, unit: 'ms', source: { kind: 'vital', name: 'FID' }, minSample: defaultMinSample },
  { name: 'CLS', limit: 0.1, unit: '', source: { kind: 'vital', name: 'CLS' }, minSample: defaultMinSample },
  { name: 'apiResponse', limit: 1_000, unit: 'ms', source: { kind: 'api' }, minSample: 20 },
  { name: 'longTask', limit: 50, unit: 'ms', source: { kind: 'metric', name: metricNames.longTask }, minSample: 20 },
  { name: 'memoryUsage', limit: 0.8, unit: 'ratio', source: { kind: 'metric', name: metricNames.memory }, minSample: 5 },
];

const longNames: Readonly<Record<string, string>> = {
  firstcontentfulpaint: 'FCP',
  largestcontentfulpaint: 'LCP',
  firstinputdelay: 'FID',
  cumulativelayoutshift: 'CLS',
};

/**
 * What a name means to `setBudget`: a default one in any case or in seed's long form, a vital, or a metric that the page
 * records itself. `null`: no name for a metric.
 */
export function defineBudget(name: string, limit: number): BudgetDefinition | null {
  const key = name.toLowerCase();
  const short = longNames[key] ?? name;
  const known = defaultBudgets.find((budget) => budget.name.toLowerCase() === short.toLowerCase());
  if (known) return { ...known, limit };
  const vital = vitalNames.find((each) => each.toLowerCase() === key);
  if (vital) return { name: vital, limit, unit: 'ms', source: { kind: 'vital', name: vital }, minSample: defaultMinSample };
  if (!isMetricName(name)) return null;
  return { name, limit, unit: '', source: { kind: 'metric', name }, minSample: defaultMinSample };
}

/** A word of a program, not of a person: names are shown and sent as they are. */
function isMetricName(name: string): boolean {
  return /^[a-z][\w.:/-]{0,79}$/i.test(name) && !/\d{7,}/.test(name);
}

/** Whether the hour keeps to the budget. */
export function evaluateBudget(definition: BudgetDefinition, measured: { readonly value: number | null; readonly count: number }): Budget {
  const { name, limit, unit, minSample } = definition;
  const { value, count } = measured;
  const status = value === null || count < minSample ? 'no data' : value > limit ? 'over' : 'within';
  return { name, limit, unit, value, count, status };
}

/** What is remembered of an evaluation, and whether it is a breach to tell of. No data changes nothing. */
export function stepBudget(state: BudgetState, budget: Budget, now: number): { readonly state: BudgetState; readonly breached: boolean } {
  const over = budget.status === 'no data' ? state.over : budget.status === 'over';
  return over === state.over ? { state, breached: false } : { state: { over, changedAt: now }, breached: over };
}
