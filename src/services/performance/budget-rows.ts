import type { OpsEvent } from '../../contract/notices.ts';
import type { Budget } from '../../contract/performance.ts';
import { type BudgetDefinition, type BudgetState, budgetWindow, defaultBudgets, evaluateBudget, stepBudget } from '../../domain/performance/budgets.ts';
import { boundsOf, coverRange } from '../../domain/performance/range-cover.ts';
import { longTaskStorm, memoryStorm, slowApiStorm, type Storm, stormPause, stormWindow } from '../../domain/performance/storm.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { createBudgetMeter, readApi, readMetrics } from './measurements.ts';
import { tidy } from './tidy.ts';

/** A budget that somebody set, or one of the defaults with what is remembered of it. */
interface BudgetRow extends Row {
  readonly definition: BudgetDefinition;
  readonly state: BudgetState;
}

interface StormRow extends Row {
  /** epoch ms */
  readonly toldAt: number;
}

const budgetKey = 'budget:';
const stormKey = 'storm:';
const untouched: BudgetState = { over: false, changedAt: 0 };

/** What a batch brought: only what could have changed is evaluated. */
export interface Touched {
  readonly vitals: boolean;
  readonly api: boolean;
  readonly metrics: boolean;
}

/** More than this many, and `setBudget` says no. */
export const maxBudgets = 100;

export async function listBudgets(tx: ReadTransaction): Promise<BudgetRow[]> {
  const rows = await tx.list<BudgetRow>('budgets', { from: budgetKey, to: `${budgetKey}~` });
  const defaults = defaultBudgets.map((definition): BudgetRow => ({ key: budgetKey + definition.name, definition, state: untouched }));
  return [...defaults.map((row) => rows.find((other) => other.key === row.key) ?? row), ...rows.filter((row) => !defaults.some((other) => other.key === row.key))];
}

export async function readBudgets(tx: ReadTransaction, now: number): Promise<Budget[]> {
  const measure = createBudgetMeter(tx, now);
  const budgets: Budget[] = [];
  for (const { definition } of await listBudgets(tx)) budgets.push(evaluateBudget(definition, await measure(definition.source)));
  return budgets;
}

/** Sets a limit. The hour is judged anew by it, so a breach under the new limit is told again. */
export async function putBudget(tx: Transaction, definition: BudgetDefinition, now: number): Promise<{ budget: Budget; events: OpsEvent[] }> {
  const budget = evaluateBudget(definition, await createBudgetMeter(tx, now)(definition.source));
  const { state, breached } = stepBudget({ over: false, changedAt: now }, budget, now);
  tx.put<BudgetRow>('budgets', { key: budgetKey + definition.name, definition, state });
  return { budget, events: breached ? [breachEvent(budget)] : [] };
}

/** Evaluates what the batch touched: one event a breach, and again only after the budget was kept. */
export async function watchBudgets(tx: Transaction, touched: Touched, now: number): Promise<OpsEvent[]> {
  const rows = await listBudgets(tx);
  const measure = createBudgetMeter(tx, now);
  const isTouched = { vital: touched.vitals, api: touched.api, metric: touched.metrics };
  const events: OpsEvent[] = [];
  for (const row of rows) {
    if (!isTouched[row.definition.source.kind]) continue;
    const budget = evaluateBudget(row.definition, await measure(row.definition.source));
    const { state, breached } = stepBudget(row.state, budget, now);
    if (state !== row.state) tx.put<BudgetRow>('budgets', { ...row, state });
    if (breached) events.push(breachEvent(budget));
  }
  const limits = new Map(rows.map(({ definition }) => [definition.name, definition.limit]));
  for (const storm of await findStorms(tx, touched, limits, now)) {
    const row = await tx.get<StormRow>('budgets', stormKey + storm.alertType);
    if (row && now - row.toldAt < stormPause) continue;
    tx.put<StormRow>('budgets', { key: stormKey + storm.alertType, toldAt: now });
    events.push({ name: 'performance.alert', detail: { ...storm, value: tidy(storm.value), window: stormWindow } });
  }
  return events;
}

function breachEvent({ name, value, limit, unit, count }: Budget): OpsEvent {
  const exceededBy = value === null || limit === 0 ? null : tidy(value / limit - 1);
  return { name: 'performance.alert', detail: { alertType: 'budget_exceeded', metric: name, value, limit, unit, count, exceededBy, percentile: 75, window: budgetWindow } };
}

async function findStorms(tx: ReadTransaction, touched: Touched, limits: ReadonlyMap<string, number>, now: number): Promise<Storm[]> {
  const cover = coverRange(boundsOf(stormWindow, now), now);
  const storms: (Storm | null)[] = [];
  if (touched.api) storms.push(slowApiStorm(await readApi(tx, cover), limits.get('apiResponse') ?? Infinity));
  if (touched.metrics) {
    const metrics = await readMetrics(tx, cover);
    storms.push(longTaskStorm(metrics), memoryStorm(metrics, limits.get('memoryUsage') ?? 1));
  }
  return storms.filter((storm) => storm !== null);
}
