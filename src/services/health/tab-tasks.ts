import type { TabTask } from '../../contract/health.ts';
import type { Check } from '../../domain/health/check-view.ts';
import { isBad, saw, type Observation } from '../../domain/health/observation.ts';
import { endAction, nextAttempt } from '../../domain/health/recovery.ts';
import { timeKey, type Transaction } from '../ports/store.ts';
import type { CheckBook } from './check-book.ts';

/** ms that a recovery action may take */
const recoveryTimeout = 30_000;
const keptAttempts = 10;

/** Asks a tab to make the check, or to run a recovery action of it. The id holds the time, so that a late answer is not taken for that of the next task. */
export function openTask(book: CheckBook, { row, setup }: Check, tabId: string, action = ''): void {
  const { now } = book;
  const kind = action ? 'recovery' : 'check';
  const id = `${kind}:${row.key}:${timeKey(now)}`;
  const task: TabTask = { id, tabId, kind, checkId: row.key, action, createdAt: now, deadline: now + (action ? recoveryTimeout : setup.timeout) };
  const { attempt } = nextAttempt(row, action, 0);
  const begun = { id, checkId: row.key, action, startedAt: now, finishedAt: null, attempt, outcome: 'running', message: '' } as const;
  book.update(row, { task: { ...task, taken: false }, nextRun: action ? row.nextRun : now + setup.interval, recoveries: action ? [begun, ...row.recoveries].slice(0, keptAttempts) : row.recoveries });
  book.topics.add('tasks');
}

/** Takes in what a tab found or did; a recovery action is then verified by its check. `null`: its tab did not answer, which says nothing of the check. */
export async function finishTask(tx: Transaction, book: CheckBook, { row, setup }: Check, seen: Observation | null): Promise<void> {
  const idle = { ...row, task: null };
  if (row.task?.kind === 'check') await book.fold(tx, { row: idle, setup }, seen);
  else book.update(idle, { nextRun: book.now, recoveries: endAction(row.recoveries, seen, book.now) });
}

/** A task whose time is up: a check that was not made has failed, unless it is the tab that has fallen silent. */
export async function expireTask(tx: Transaction, book: CheckBook, check: Check): Promise<void> {
  const { task } = check.row;
  if (!task || task.deadline > book.now) return;
  const heard = task.taken || book.tabs.some(({ key, lastSeen }) => key === task.tabId && lastSeen > task.createdAt);
  const spent = task.deadline - task.createdAt;
  await finishTask(tx, book, check, heard ? saw('UNHEALTHY', `no result within ${spent} ms`, {}, spent) : null);
}

/** The recovery of a check that stands badly, with a tab there to run it and nothing else under way; `undefined`: none. */
export function nextRecovery(book: CheckBook, check: Check): { readonly action: string; readonly at: number; readonly tabId: string } | undefined {
  const { row } = check;
  if (!isBad(row.status) || row.task || row.recoveries[0]?.outcome === 'running' || !book.runnable(check)) return undefined;
  const able = row.actions.flatMap(({ id, tabs }) => {
    const tabId = book.openTab(tabs);
    return tabId ? [{ action: id, at: nextAttempt(row, id, book.system.phase).at, tabId }] : [];
  });
  return able.sort((a, b) => a.at - b.at)[0];
}
