import type { AbortSignalLike, BuiltInRecovery, CheckOutcome, HealthCheckDefinition, HealthCheckView, HealthStatus, RecoveryAction, TabTask, TaskResult } from '../contract/health.ts';
import type { Agent } from './agent.ts';
import { cloneable } from './capture/cloneable.ts';
import { builtInRecovery } from './recoveries.ts';
import { unwrap } from './unwrap.ts';

/** A check, or a recovery action. */
export type TaskRunner = (signal: AbortSignalLike) => unknown;

const nameOf = (kind: TabTask['kind'], checkId: string, action: string): string => [kind, checkId, action].join();

/** Runs a function that a page has registered. One that is late is counted as such by the runtime. */
async function run({ id, deadline }: TabTask, runner: TaskRunner): Promise<TaskResult> {
  const began = performance.now();
  let outcome: unknown;
  try {
    outcome = await runner(AbortSignal.timeout(Math.max(0, deadline - Date.now())));
  } catch (error) {
    outcome = { status: 'UNHEALTHY', message: String(error) } satisfies CheckOutcome;
  }
  const { status = outcome === false ? 'UNHEALTHY' : 'HEALTHY', message = '', metadata = {} } = Object(outcome) as { status?: HealthStatus; message?: string; metadata?: object };
  return { taskId: id, status, message, duration: performance.now() - began, metadata: cloneable(metadata) as Record<string, unknown> };
}

/** Keeps a function, and from the first on asks for tasks whenever the runtime has some: each runs once. */
function keep({ tabId, tasks, client, call }: Agent, name: string, runner: TaskRunner): void {
  if (!tasks.size) {
    const begun = new Set<string>();
    const begin = async (task: TabTask): Promise<void> => {
      const found = tasks.get(nameOf(task.kind, task.checkId, task.action));
      if (!found || begun.has(task.id)) return;
      begun.add(task.id);
      await call('completeTask', await run(task, found));
    };
    client.subscribe('tasks', () => {
      call('tasks', tabId)
        .then((open) => Promise.all((open as readonly TabTask[]).map(begin)))
        // The next notice asks again.
        .catch(() => 0);
    });
  }
  tasks.set(name, runner);
}

/** The runtime has no page by which it could resolve a URL, and says what is wrong with one. */
const absolute = (url: string): string => {
  try {
    return new URL(url, document.baseURI).href;
  } catch {
    return url;
  }
};

/** Tells the runtime of a check; its function stays here. */
export async function registerCheck(agent: Agent, { check, ...definition }: HealthCheckDefinition): Promise<HealthCheckView> {
  if (check) keep(agent, nameOf('check', definition.id, ''), check);
  const url = definition.url && absolute(definition.url);
  return unwrap(await agent.ask('health.register', { name: definition.id, tier: 'normal', ...definition, url, tabId: check && agent.tabId })) as HealthCheckView;
}

/** Tells the runtime of a recovery action, which stays here. One whose precondition does not hold is skipped, which says nothing of its check. */
export async function registerRecovery(agent: Agent, checkId: string, action: RecoveryAction | BuiltInRecovery): Promise<HealthCheckView> {
  const { id, precondition, run: recover, verify } = typeof action === 'string' ? builtInRecovery(action, checkId) : action;
  keep(agent, nameOf('recovery', checkId, id), async (signal) => {
    if (precondition && !(await precondition())) return { status: 'UNKNOWN', message: 'skipped: the precondition does not hold' };
    await recover(signal);
    return verify && !(await verify()) ? { status: 'UNHEALTHY', message: 'ran, and did not help by its own account' } : true;
  });
  return unwrap(await agent.ask('health.registerRecovery', checkId, id, agent.tabId)) as HealthCheckView;
}
