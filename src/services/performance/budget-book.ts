import type { OpsEvent } from '../../contract/notices.ts';
import type { Budget } from '../../contract/performance.ts';
import { budgetsOf, type Condition, conditionsOf, judge } from '../../domain/performance/budgets.ts';
import type { SeriesKind } from '../../domain/performance/observe.ts';
import { spanOf } from '../../domain/performance/steps.ts';
import type { Tally } from '../../domain/performance/tally.ts';
import { tidy } from '../../domain/performance/tidy.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { readTallies } from './tally-rows.ts';

/** `limit:<name>`: a limit that was set. `told:<alert>:<name>`: when a breach was told, in epoch ms. */
interface BudgetRow extends Row {
  readonly value: number;
}

interface Judged {
  readonly condition: Condition;
  readonly budget: Budget;
}

const limitKey = 'limit:';
const toldKey = 'told:';
/** More than this many, and `setLimit` says no. */
export const maxBudgets = 100;

async function listBudgets(tx: ReadTransaction): Promise<readonly Condition[]> {
  const rows = await tx.list<BudgetRow>('budgets', { from: limitKey, to: 'limit;' });
  return budgetsOf(new Map(rows.map(({ key, value }) => [key.slice(limitKey.length), value])));
}

/** Each kind and window is read once, however many conditions look at it. */
async function judgeAll(tx: ReadTransaction, conditions: readonly Condition[], now: number): Promise<readonly Judged[]> {
  const read = new Map<string, ReadonlyMap<string, Tally>>();
  const judged: Judged[] = [];
  for (const condition of conditions) {
    const { kind, window, name } = condition;
    const tallies = read.get(kind + window) ?? (await readTallies(tx, kind, spanOf(window, now)));
    read.set(kind + window, tallies);
    judged.push({ condition, budget: judge(condition, tallies.get(name)) });
  }
  return judged;
}

export async function readBudgets(tx: ReadTransaction, now: number): Promise<readonly Budget[]> {
  return (await judgeAll(tx, await listBudgets(tx), now)).map(({ budget }) => budget);
}

/** Judges what was touched: a breach is told once, and again after the budget was kept, or after a pause. No data changes nothing. */
export async function watchBudgets(tx: Transaction, touched: ReadonlySet<SeriesKind>, now: number, app: object): Promise<readonly OpsEvent[]> {
  const events: OpsEvent[] = [];
  const conditions = conditionsOf(await listBudgets(tx)).filter(({ kind }) => touched.has(kind));
  for (const { condition, budget } of await judgeAll(tx, conditions, now)) {
    const { alertType, window, pause } = condition;
    const { name: metric, status, value, ...measured } = budget;
    const key = `${toldKey}${alertType}:${metric}`;
    const told = await tx.get<BudgetRow>('budgets', key);
    if (status === 'within' && told && pause === null) tx.delete('budgets', key);
    if (status !== 'over' || value === null || (told && now - told.value < (pause ?? Infinity))) continue;
    tx.put<BudgetRow>('budgets', { key, value: now });
    const exceededBy = measured.limit ? tidy(value / measured.limit - 1) : null;
    events.push({ name: 'performance.alert', detail: { alertType, metric, value, ...measured, exceededBy, window, ...app } });
  }
  return events;
}

/** Sets a limit; a breach of the new one is told again. `false`: there are too many. */
export async function setLimit(tx: Transaction, name: string, limit: number): Promise<boolean> {
  const budgets = await listBudgets(tx);
  if (budgets.length >= maxBudgets && !budgets.some((budget) => budget.name === name)) return false;
  tx.put<BudgetRow>('budgets', { key: limitKey + name, value: limit });
  tx.delete('budgets', `${toldKey}budget_exceeded:${name}`);
  return true;
}
