import type { AbortSignalLike, CheckOutcome, HealthStatus, TabTask, TaskResult } from '../contract/health.ts';
import { cloneable } from './capture/cloneable.ts';

/** A check, or a recovery action; the latter answers nothing. */
export type TaskRunner = (signal: AbortSignalLike) => unknown;

/** Runs what only this tab can: functions registered as checks and recovery actions. Each task once, within its deadline. */
export function createTasks(runners: ReadonlyMap<string, TaskRunner>, complete: (result: TaskResult) => Promise<unknown>): (tasks: readonly TabTask[]) => void {
  const running = new Set<string>();
  const run = async ({ id, kind, checkId, action, deadline }: TabTask): Promise<void> => {
    const began = performance.now();
    let status: HealthStatus = 'HEALTHY';
    let message = '';
    let metadata: unknown;
    try {
      const signal = AbortSignal.timeout(Math.max(0, deadline - Date.now()));
      const runner = runners.get(`${kind}:${checkId}:${action}`);
      if (!runner) throw new Error('no such function in this tab');
      const late = new Promise<never>((_, fail) => signal.addEventListener('abort', () => fail(new Error('timed out'))));
      const outcome = (await Promise.race([runner(signal), late])) as CheckOutcome | undefined;
      if (typeof outcome === 'object') ({ status, message = '', metadata } = outcome);
      else if (outcome === false) status = 'UNHEALTHY';
    } catch (error) {
      status = 'UNHEALTHY';
      message = String((error as Error | undefined)?.message ?? error);
    }
    await complete({ taskId: id, status, message, duration: performance.now() - began, metadata: (cloneable(metadata) ?? {}) as Record<string, unknown> });
    running.delete(id);
  };
  return (tasks) => {
    for (const task of tasks)
      if (!running.has(task.id)) {
        running.add(task.id);
        void run(task);
      }
  };
}
