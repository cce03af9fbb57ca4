import type { AbortSignalLike, CheckOutcome, HealthStatus, TabTask, TaskResult } from '../contract/health.ts';
import { cloneable } from './capture/cloneable.ts';

/** A check, or a recovery action; the latter answers nothing. */
export type TaskRunner = (signal: AbortSignalLike) => unknown;

/** Name of a function that a page has registered. */
export function taskName({ kind, checkId, action = '' }: Pick<TabTask, 'kind' | 'checkId'> & { readonly action?: string }): string {
  return [kind, checkId, action].join();
}

/** Runs what only this tab can: a function registered as a check or a recovery action. One that is late is counted as such by the runtime. */
export async function runTask(task: TabTask, runner: TaskRunner | undefined, complete: (result: TaskResult) => unknown): Promise<void> {
  if (!runner) return;
  const began = performance.now();
  let outcome: CheckOutcome | void;
  try {
    outcome = (await runner(AbortSignal.timeout(Math.max(0, task.deadline - Date.now())))) as CheckOutcome | void;
  } catch (error) {
    outcome = { status: 'UNHEALTHY', message: String(error) };
  }
  const { status = outcome === false ? 'UNHEALTHY' : 'HEALTHY', message = '', metadata = {} } = Object(outcome) as { status?: HealthStatus; message?: string; metadata?: object };
  complete({ taskId: task.id, status, message, duration: performance.now() - began, metadata: cloneable(metadata) as Record<string, unknown> });
}
