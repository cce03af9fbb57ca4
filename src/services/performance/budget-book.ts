import { conditionsOf, defaultLimits, judge, type Judged } from '../../domain/performance/budgets.ts';
import { readCell } from '../../domain/performance/cell.ts';
import { floor, minute } from '../../domain/performance/steps.ts';
import type { Tally } from '../../domain/performance/tally.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { readTallies } from '../records/tally-rows.ts';

/** `limit:<name>` or `limit:<name> <page>`: a limit that was set. `told:<alert>:<name>`: when a breach was told, in epoch ms. */
interface BudgetRow extends Row {
  readonly value: number;
}

/** Of series of cells, those of a page, under the metric's name. */
export const ofPage = (page?: string) =>
  page
    ? (series: string): string | undefined => {
        const cell = readCell(series);
        return cell.page === page ? cell.metric : undefined;
      }
    : undefined;

const toldKey = ({ alertType, name, page = '' }: Judged): string => `told:${alertType}:${name}${page}`;

/** All budgets and what belongs to them, as they are now. Each kind and window is read once. */
export async function judgeBudgets(tx: ReadTransaction, now: number): Promise<readonly Judged[]> {
  const limits = new Map(defaultLimits);
  for (const { key, value } of await tx.list<BudgetRow>('budgets', { from: 'limit:', to: 'limit;' })) limits.set(key.slice(6), value);
  const read: Record<string, ReadonlyMap<string, Tally>> = {};
  const judged: Judged[] = [];
  for (const condition of [...limits].flatMap(conditionsOf)) {
    const { kind, window, name, page } = condition;
    const tallies = (read[[kind, window, page].join()] ??= await readTallies(tx, kind, [{ step: minute, from: floor(now - window, minute), to: now + minute }], ofPage(page), page));
    judged.push(judge(condition, tallies.get(name)));
  }
  return judged;
}

/** Of these, what was not told within three of its windows. */
export async function untold<Over extends Judged>(tx: ReadTransaction, over: readonly Over[], now: number): Promise<readonly Over[]> {
  const due: Over[] = [];
  for (const one of over) if (now - ((await tx.get<BudgetRow>('budgets', toldKey(one)))?.value ?? 0) >= 3 * one.window) due.push(one);
  return due;
}

export function setTold(tx: Transaction, over: Judged, now: number): void {
  tx.put<BudgetRow>('budgets', { key: toldKey(over), value: now });
}

/** Sets the limit of a budget, or makes one. */
export function setLimit(tx: Transaction, name: string, value: number): void {
  tx.put<BudgetRow>('budgets', { key: `limit:${name}`, value });
}
