import type { OpsEvent } from '../../contract/notices.ts';
import { conditionsOf, defaultLimits, judge, type Judged } from '../../domain/performance/budgets.ts';
import { readCell } from '../../domain/performance/cell.ts';
import { floor, minute } from '../../domain/performance/steps.ts';
import { type Tally, tidy } from '../../domain/performance/tally.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { readTallies } from '../records/tally-rows.ts';

/** `limit:<name>` or `limit:<name> <page>`: a limit that was set. `told:<alert>:<name>`: when a breach was told, in epoch ms. */
interface BudgetRow extends Row {
  readonly value: number;
}

/** All budgets and what belongs to them, as they are now. Each kind and window is read once. */
export async function judgeBudgets(tx: ReadTransaction, now: number): Promise<readonly Judged[]> {
  const limits = new Map(defaultLimits);
  for (const { key, value } of await tx.list<BudgetRow>('budgets', { from: 'limit:', to: 'limit;' })) limits.set(key.slice(6), value);
  const read: Record<string, ReadonlyMap<string, Tally>> = {};
  const judged: Judged[] = [];
  for (const condition of [...limits].flatMap(conditionsOf)) {
    const { kind, window, name, page } = condition;
    const inPage = (series: string): string | undefined => {
      const cell = readCell(series);
      return cell.page === page ? cell.metric : undefined;
    };
    const tallies = (read[[kind, window, page].join()] ??= await readTallies(tx, kind, [{ step: minute, from: floor(now - window, minute), to: now + minute }], page ? inPage : undefined, page));
    judged.push(judge(condition, tallies.get(name)));
  }
  return judged;
}

/** Of what is over its limit, what is to be told now: each at most once in three of its windows. */
export async function tellBudgets(tx: Transaction, over: readonly Judged[], now: number, app: object): Promise<readonly OpsEvent[]> {
  const events: OpsEvent[] = [];
  for (const { name: metric, ...judged } of over) {
    const { alertType, value, limit, window, page = '' } = judged;
    const key = `told:${alertType}:${metric}${page}`;
    if (value === null || now - ((await tx.get<BudgetRow>('budgets', key))?.value ?? 0) < 3 * window) continue;
    tx.put<BudgetRow>('budgets', { key, value: now });
    events.push({ name: 'performance.alert', detail: { ...judged, metric, exceededBy: limit ? tidy(value / limit - 1) : null, ...app } });
  }
  return events;
}

/** Sets the limit of a budget, or makes one. */
export function setLimit(tx: Transaction, name: string, value: number): void {
  tx.put<BudgetRow>('budgets', { key: `limit:${name}`, value });
}
