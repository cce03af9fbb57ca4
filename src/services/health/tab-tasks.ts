import type { Check } from '../../domain/health/check-setup.ts';
import { actionsOf } from '../../domain/health/check-row.ts';
import { isBad, saw, type Observation } from '../../domain/health/observation.ts';
import { advance, nextAttempt } from '../../domain/health/recovery.ts';
import { timeKey, type Transaction } from '../ports/store.ts';
import type { CheckBook } from './check-book.ts';

/** ms that a recovery action may take */
const recoveryTimeout = 30_000;
const keptAttempts = 10;

/**
 * Asks a tab to make the check, or to run a recovery action of it: that task is the attempt as well. The id holds the time,
 * so that a late answer is not taken for that of the next task; behind a `refresh_token:` it would pass for a secret. A text says why not.
 */
export function openTask(book: CheckBook, check: Check, action = ''): string | null {
  const { key: checkId, recoveries, every, patience } = check;
  const { now } = book;
  const tabId = book.openTab(check, action);
  const isOwn = action && action === check.remedy;
  // Not the check: an attempt is under way until the check has verified it. What several checks offer, a token, is one thing and renewed once.
  const isAtWork = check.task || (action && (recoveries[0]?.outcome === 'running' || book.all.some(({ task }) => task?.action === action)));
  if (isAtWork) return 'its tab is at work';
  if (!tabId && !isOwn) return 'its tab is closed';
  if (isOwn) book.ports.retryDelivery();
  const { attempt } = nextAttempt(check, action);
  const task = {
    id: `${checkId}/${timeKey(now)}/${action}`,
    tabId: tabId ?? '',
    kind: action ? 'recovery' : 'check',
    checkId,
    action,
    createdAt: now,
    deadline: now + (action ? recoveryTimeout : patience),
    startedAt: now,
    finishedAt: null,
    attempt,
    outcome: 'running',
    message: '',
  } as const;
  book.update(check, action ? { task, recoveries: [task, ...recoveries].slice(0, keptAttempts) } : { task, nextRun: now + every });
  if (tabId) book.ports.notify('tasks');
  else finishAction(book, check, saw('HEALTHY', 'done by the runtime'));
  return null;
}

function finishAction(book: CheckBook, check: Check, seen: Pick<Observation, 'status' | 'message'>): void {
  book.update(check, { task: null, nextRun: book.now, recoveries: advance(check.recoveries, seen, book.now, true) });
}

/** Takes in what a tab found or did; a recovery action is then verified by its check. `null`: its tab did not answer, which says nothing of the check. */
export function finishTask(tx: Transaction, book: CheckBook, check: Check, seen: Observation | null): void {
  const { task } = check;
  book.update(check, { task: null });
  if (task?.action) finishAction(book, check, seen ?? saw('UNHEALTHY', 'its tab does not answer'));
  else if (seen) book.fold(tx, check, seen);
}

/** A task whose time is up, or whose tab is closed. What an open one did not do has failed; hidden ones are frozen at times, which is no failure. */
export function expireTask(tx: Transaction, book: CheckBook, check: Check): void {
  const { task } = check;
  const tab = book.tabs.find(({ key }) => key === task?.tabId);
  if (task && (!tab || task.deadline <= book.now)) finishTask(tx, book, check, tab?.visible ? saw('UNHEALTHY', `no result within ${task.deadline - task.createdAt} ms`) : null);
}

/** Starts the recovery that is due of a check that stands badly. */
export function recover(book: CheckBook, check: Check): void {
  if (!isBad(check.status) || book.due(check) === Infinity) return;
  for (const action of actionsOf(check)) if (nextAttempt(check, action, book.known.phase).at <= book.now) openTask(book, check, action);
}
