import type { TabTask } from '../../contract/health.ts';
import type { CheckRow, OfferedAction } from '../../domain/health/check-row.ts';
import type { SetUpCheck } from '../../domain/health/check-view.ts';
import { isBad, result } from '../../domain/health/observation.ts';
import { afterAttempt } from '../../domain/health/recovery.ts';
import type { Random } from '../ports/random.ts';
import { timeKey, type Transaction } from '../ports/store.ts';
import type { CheckBook } from './check-book.ts';
import { missPage } from './page-book.ts';
import { beginAttempt, endAttempt, readAttempt } from './recovery-log.ts';
import { closeTask, openTask, openTasks, type TaskRow } from './task-book.ts';

/** ms that a recovery action may take */
const recoveryTimeout = 30_000;
/** ms; an attempt whose runtime stopped between the action and its verification is given up after this */
const orphaned = 90_000;

type Outcome = 'recovered' | 'not_recovered' | 'failed' | 'skipped';

function withAction(row: CheckRow, id: string, change: (action: OfferedAction) => OfferedAction): CheckRow {
  return { ...row, actions: row.actions.map((action) => (action.id === id ? change(action) : action)) };
}

/** Asks the tab of a check for its result, unless it has been asked already. */
export async function askTab(tx: Transaction, book: CheckBook, { row, setup }: SetUpCheck): Promise<TabTask | null> {
  if (setup.source?.kind !== 'task') return null;
  const open = (await openTasks(tx)).find((task) => task.kind === 'check' && task.checkId === row.key);
  if (open) return open;
  const { now } = book;
  const { tabId } = setup.source;
  const task: TabTask = { id: `check:${row.key}:${timeKey(now)}`, tabId, kind: 'check', checkId: row.key, action: '', createdAt: now, deadline: now + setup.timeout };
  openTask(tx, task);
  await book.postpone(tx, row.key);
  return task;
}

/** The action of a check that is due: called for, a tab there to run it, and no other under way. */
export function dueAction(book: CheckBook, check: SetUpCheck): { readonly action: OfferedAction; readonly at: number; readonly tabId: string } | null {
  const { row } = check;
  if (!isBad(row.status) || !book.runnable(check) || row.actions.some(({ running }) => running !== null)) return null;
  let due: ReturnType<typeof dueAction> = null;
  for (const action of row.actions) {
    const tabId = action.tabs.findLast((tab) => book.answers(tab));
    const at = action.state.nextAt;
    if (tabId !== undefined && at !== null && (!due || at < due.at)) due = { action, at, tabId };
  }
  return due;
}

export function startRecovery(tx: Transaction, book: CheckBook, row: CheckRow, action: OfferedAction, tabId: string, message: string): void {
  const { now } = book;
  const attempt = beginAttempt(tx, row.key, action.id, action.state.attempt + 1, now, message);
  openTask(tx, { id: `recovery:${attempt.id}`, tabId, kind: 'recovery', checkId: row.key, action: action.id, createdAt: now, deadline: now + recoveryTimeout });
  book.put(withAction(row, action.id, (offered) => ({ ...offered, running: attempt.id })));
}

/** Writes an attempt's end into the audit trail, and what follows from it into the check. */
export async function endRecovery(tx: Transaction, book: CheckBook, attemptId: string, outcome: Outcome, message: string, random: Random): Promise<void> {
  const attempt = await readAttempt(tx, attemptId);
  const check = attempt && book.get(attempt.checkId);
  if (!attempt || attempt.outcome !== 'running') return;
  await endAttempt(tx, attemptId, outcome, message, book.now);
  if (!check) return;
  book.put(withAction(check.row, attempt.action, (action) => ({ ...action, running: null, state: afterAttempt(action.state, outcome, book.now, random()) })));
}

/** Tasks whose time is up: a check that was not made has failed, unless it is the tab that has fallen silent. */
export async function expireTasks(tx: Transaction, book: CheckBook, random: Random): Promise<number> {
  const tasks = await openTasks(tx);
  const late = tasks.filter((task) => task.deadline <= book.now);
  for (const task of late) {
    closeTask(tx, task.id);
    const heard = task.taken || book.pages.some((page) => page.tabId === task.tabId && page.lastSeen > task.createdAt);
    if (!heard) await missPage(tx, task.tabId, book.now);
    const spent = task.deadline - task.createdAt;
    if (task.kind === 'recovery') await endRecovery(tx, book, attemptOf(task), 'failed', heard ? `not done within ${spent} ms` : 'its tab does not answer', random);
    else if (heard) await book.fold(tx, task.checkId, result('UNHEALTHY', `no result within ${spent} ms`, {}, spent));
  }
  const open = new Set(tasks.map(attemptOf));
  for (const { row } of book.all)
    for (const { running } of row.actions)
      if (running !== null && !open.has(running)) {
        const attempt = await readAttempt(tx, running);
        if (!attempt || book.now - attempt.startedAt > orphaned) await giveUp(tx, book, row.key, running, random);
      }
  return late.length;
}

async function giveUp(tx: Transaction, book: CheckBook, checkId: string, attemptId: string, random: Random): Promise<void> {
  await endRecovery(tx, book, attemptId, 'failed', 'interrupted before it could be verified', random);
  const row = book.get(checkId)?.row;
  if (row) book.put({ ...row, actions: row.actions.map((action) => (action.running === attemptId ? { ...action, running: null } : action)) });
}

/** A tab has gone: what it was asked to do will not come. Its checks may be made by another tab that offers them. */
export async function dropTasksOf(tx: Transaction, book: CheckBook, tabId: string, random: Random): Promise<void> {
  for (const task of await openTasks(tx)) {
    if (task.tabId !== tabId) continue;
    closeTask(tx, task.id);
    if (task.kind === 'recovery') await endRecovery(tx, book, attemptOf(task), 'failed', 'its tab was closed', random);
    const check = task.kind === 'check' ? book.get(task.checkId) : undefined;
    if (check) book.put({ ...check.row, nextRun: book.now });
  }
}

export function attemptOf(task: Pick<TaskRow, 'id'>): string {
  return task.id.slice('recovery:'.length);
}
