import type { BuiltInRecovery, HealthCheckDefinition, HealthCheckView, RecoveryAction } from '../../contract/health.ts';
import type { HealthApi } from '../../contract/runtime-api.ts';
import { moreOf } from '../more-of.ts';
import { theAgent } from '../the-agent.ts';
import type { Reads } from './reader.ts';
import { ask, reads } from './reader.ts';

type Plain = Reads<HealthApi, 'getSystemStatus' | 'getAllHealthChecks' | 'getHealthCheck' | 'forceHealthCheck' | 'getHealthHistory' | 'getAvailability' | 'getTimeline' | 'runRecovery'>;

export interface HealthCheckService extends Plain {
  enableHealthCheck(id: string): Promise<HealthCheckView>;
  disableHealthCheck(id: string): Promise<HealthCheckView>;
  /** A `check` function stays in this tab and runs here when the check is due. */
  registerHealthCheck(definition: HealthCheckDefinition): Promise<HealthCheckView>;
  /** The action runs in this tab; automatically when the check turns, or by `runRecovery`. */
  registerRecovery(checkId: string, action: RecoveryAction | BuiltInRecovery): Promise<HealthCheckView>;
}

export const healthCheckService: HealthCheckService = reads('health', {
  enableHealthCheck: (id) => ask('health.setEnabled', id, true) as Promise<HealthCheckView>,
  disableHealthCheck: (id) => ask('health.setEnabled', id, false) as Promise<HealthCheckView>,
  // Few pages register functions: what runs them is loaded by those that do.
  registerHealthCheck: (definition) => moreOf('registerCheck', theAgent(), definition),
  registerRecovery: (checkId, action) => moreOf('registerRecovery', theAgent(), checkId, action),
});
export default healthCheckService;
