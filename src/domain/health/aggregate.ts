import type { HealthCheckView, HealthStatus, SystemStatus } from '../../contract/health.ts';
import { isBad } from './observation.ts';

type Counted = Pick<HealthCheckView, 'tier' | 'status' | 'enabled' | 'blockedBy' | 'timestamp'>;

/** What a system is called, from the least to the most that a check can make of it. */
const verdicts: readonly (HealthStatus | null)[] = [null, 'HEALTHY', 'UNKNOWN', 'DEGRADED', 'UNHEALTHY', 'CRITICAL'];

/** The one word for all checks. A system of which an important part is not known is never called HEALTHY. */
export function aggregate(checks: readonly Counted[]): Omit<SystemStatus, 'since'> {
  const summary = { total: 0, healthy: 0, degraded: 0, unhealthy: 0, critical: 0, unknown: 0, disabled: 0, blocked: 0 };
  let lastCheck = 0;
  let verdict = 0;
  for (const check of checks) {
    const { status, enabled, blockedBy, timestamp } = check;
    if (!enabled) {
      summary.disabled++;
      continue;
    }
    lastCheck = Math.max(lastCheck, timestamp);
    if (blockedBy) summary.blocked++;
    else {
      summary.total++;
      summary[status.toLowerCase() as Lowercase<HealthStatus>]++;
    }
    // Offline: nothing is wrong with the server side as far as one knows, and one knows nothing.
    if (!blockedBy || blockedBy === 'offline') verdict = Math.max(verdict, verdicts.indexOf(weigh(check)));
  }
  return { status: verdicts[verdict] ?? 'UNKNOWN', lastCheck, summary };
}

/** What one check makes of the system; `null`: nothing. */
function weigh({ tier, status }: Counted): HealthStatus | null {
  const weighty = tier === 'critical' || tier === 'important';
  if (isBad(status)) return tier === 'critical' || status === 'CRITICAL' ? 'CRITICAL' : weighty ? 'UNHEALTHY' : 'DEGRADED';
  return status === 'UNKNOWN' && !weighty ? null : status;
}
