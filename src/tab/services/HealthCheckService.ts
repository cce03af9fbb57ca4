import type { HealthCheckDefinition, HealthCheckView, RecoveryAction } from '../../contract/health.ts';
import type { HealthApi } from '../../contract/runtime-api.ts';
import { taskName } from '../tasks.ts';
import { theAgent } from '../the-agent.ts';
import type { Reads } from './reader.ts';
import { ask, reads } from './reader.ts';

type Plain = Reads<HealthApi, 'getSystemStatus' | 'getAllHealthChecks' | 'getHealthCheck' | 'forceHealthCheck' | 'getHealthHistory' | 'runRecovery'>;

export interface HealthCheckService extends Plain {
  enableHealthCheck(id: string): Promise<HealthCheckView>;
  disableHealthCheck(id: string): Promise<HealthCheckView>;
  /** A `check` function stays in this tab and runs here when the check is due. */
  registerHealthCheck(definition: HealthCheckDefinition): Promise<HealthCheckView>;
  /** The action runs in this tab; automatically when the check turns, or by `runRecovery`. */
  registerRecovery(checkId: string, action: RecoveryAction): Promise<HealthCheckView>;
}

export const healthCheckService: HealthCheckService = {
  ...reads<Plain>('health', 'getSystemStatus getAllHealthChecks getHealthCheck forceHealthCheck getHealthHistory runRecovery'),
  enableHealthCheck: (id) => ask('health.setEnabled', id, true) as Promise<HealthCheckView>,
  disableHealthCheck: (id) => ask('health.setEnabled', id, false) as Promise<HealthCheckView>,
  registerHealthCheck: async ({ check, ...definition }) => {
    const { tasks, tabId } = theAgent();
    if (check) tasks.set(taskName({ kind: 'check', checkId: definition.id }), check);
    return (await ask('health.register', { name: definition.id, tier: 'normal', ...definition, tabId: check && tabId })) as HealthCheckView;
  },
  registerRecovery: async (checkId, { id, precondition, run }) => {
    const { tasks, tabId } = theAgent();
    tasks.set(taskName({ kind: 'recovery', checkId, action: id }), async (signal) => {
      if (precondition && !(await precondition())) throw new Error('precondition not met');
      await run(signal);
    });
    return (await ask('health.registerRecovery', checkId, id, tabId)) as HealthCheckView;
  },
};
export default healthCheckService;
