import type { BuiltInRecovery, HealthCheckDefinition, HealthCheckView, RecoveryAction } from '../../contract/health.ts';
import type { HealthApi } from '../../contract/runtime-api.ts';
import type { Reads } from './reader.ts';
import { reads } from './reader.ts';

type Plain = Reads<HealthApi, 'getSystemStatus' | 'getAllHealthChecks' | 'getHealthCheck' | 'forceHealthCheck' | 'enableHealthCheck' | 'disableHealthCheck' | 'getHealthHistory' | 'getAvailability' | 'getTimeline' | 'runRecovery'>;

export interface HealthCheckService extends Plain {
  /** A `check` function stays in this tab and runs here when the check is due. */
  registerHealthCheck(definition: HealthCheckDefinition): Promise<HealthCheckView>;
  /** The action runs in this tab; automatically when the check turns, or by `runRecovery`. */
  registerRecovery(checkId: string, action: RecoveryAction | BuiltInRecovery): Promise<HealthCheckView>;
}

export const healthCheckService: HealthCheckService = reads('health', {});
export default healthCheckService;
