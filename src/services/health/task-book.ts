import type { TabTask } from '../../contract/health.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';

/** A task is a row from the moment a tab is asked until it has answered or its time is up. */
export interface TaskRow extends TabTask, Row {
  /** The tab has seen it. */
  readonly taken: boolean;
}

export async function openTasks(tx: ReadTransaction): Promise<readonly TaskRow[]> {
  return tx.list<TaskRow>('tasks');
}

export function openTask(tx: Transaction, task: TabTask): void {
  tx.put<TaskRow>('tasks', { ...task, key: task.id, taken: false });
}

/** The open tasks of a tab, marked as taken. */
export async function takeTasks(tx: Transaction, tabId: string, now: number): Promise<readonly TabTask[]> {
  const mine = (await openTasks(tx)).filter((task) => task.tabId === tabId && task.deadline > now);
  for (const task of mine) if (!task.taken) tx.put<TaskRow>('tasks', { ...task, taken: true });
  return mine.map(({ id, tabId, kind, checkId, action, createdAt, deadline }) => ({ id, tabId, kind, checkId, action, createdAt, deadline }));
}

export function closeTask(tx: Transaction, id: string): void {
  tx.delete('tasks', id);
}
