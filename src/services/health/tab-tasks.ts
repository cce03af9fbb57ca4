import type { Check } from '../../domain/health/check-setup.ts';
import { isBad, saw, type Observation } from '../../domain/health/observation.ts';
import { endAction, nextAttempt } from '../../domain/health/recovery.ts';
import { timeKey, type Transaction } from '../ports/store.ts';
import type { CheckBook } from './check-book.ts';

/** ms that a recovery action may take */
const recoveryTimeout = 30_000;
const keptAttempts = 10;

/**
 * Asks a tab to make the check, or to run a recovery action of it. The id holds the time, so that a late answer is not
 * taken for that of the next task. A text says why not.
 */
export function openTask(book: CheckBook, check: Check, tabs: readonly string[], action = ''): string | null {
  const { key: checkId, recoveries } = check;
  const tabId = book.openTab(tabs);
  // Not the check: an attempt is under way until the check has verified it.
  if (check.task || (action && recoveries[0]?.outcome === 'running')) return 'its tab is at work';
  if (!tabId) return 'its tab is closed';
  const { now } = book;
  const kind = action ? 'recovery' : 'check';
  const id = `${kind}:${checkId}:${timeKey(now)}`;
  const deadline = now + (action ? recoveryTimeout : check.timeout);
  const { attempt } = nextAttempt(check, action, 0);
  const begun = { id, checkId, action, startedAt: now, finishedAt: null, attempt, outcome: 'running', message: '' } as const;
  book.update(check, {
    task: { id, tabId, kind, checkId, action, createdAt: now, deadline },
    ...(action ? { recoveries: [begun, ...recoveries].slice(0, keptAttempts) } : { nextRun: now + check.interval }),
  });
  book.ports.notify('tasks');
  return null;
}

/** Takes in what a tab found or did; a recovery action is then verified by its check. `null`: its tab did not answer, which says nothing of the check. */
export async function finishTask(tx: Transaction, book: CheckBook, check: Check, seen: Observation | null): Promise<void> {
  const action = check.task?.action;
  book.update(check, { task: null });
  if (action) book.update(check, { nextRun: book.now, recoveries: endAction(check.recoveries, seen, book.now) });
  else await book.fold(tx, check, seen);
}

/** A task whose time is up: a check that was not made has failed. Hidden tabs are frozen at times, which is no failure. */
export async function expireTask(tx: Transaction, book: CheckBook, check: Check): Promise<void> {
  const { task } = check;
  if (!task || task.deadline > book.now) return;
  const awake = book.tabs.some(({ key, visible }) => key === task.tabId && visible);
  await finishTask(tx, book, check, awake ? saw('UNHEALTHY', `no result within ${task.deadline - task.createdAt} ms`) : null);
}

/** Starts the recovery that is due of a check that stands badly. */
export function recover(book: CheckBook, check: Check): void {
  if (!isBad(check.status) || !book.runnable(check)) return;
  for (const { id, tabs } of check.actions) if (nextAttempt(check, id, book.known.phase).at <= book.now) openTask(book, check, tabs, id);
}
