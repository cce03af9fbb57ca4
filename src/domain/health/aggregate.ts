import type { HealthCheckView, HealthStatus, SystemStatus } from '../../contract/health.ts';

type Counted = Pick<HealthCheckView, 'tier' | 'status' | 'enabled' | 'blockedBy' | 'timestamp'>;

/** The one word for all checks. A system of which an important part is not known is never called HEALTHY. */
export function aggregate(checks: readonly Counted[]): Omit<SystemStatus, 'since'> {
  const on = checks.filter((check) => check.enabled);
  const counted = on.filter((check) => check.blockedBy === null);
  const blocked = on.filter((check) => check.blockedBy !== null);
  const count = (status: HealthStatus): number => counted.filter((check) => check.status === status).length;
  return {
    status: verdict(counted, blocked),
    lastCheck: Math.max(0, ...on.map((check) => check.timestamp)),
    summary: {
      total: counted.length,
      healthy: count('HEALTHY'),
      degraded: count('DEGRADED'),
      unhealthy: count('UNHEALTHY'),
      critical: count('CRITICAL'),
      unknown: count('UNKNOWN'),
      disabled: checks.length - on.length,
      blocked: blocked.length,
    },
  };
}

function verdict(counted: readonly Counted[], blocked: readonly Counted[]): HealthStatus {
  const bad = counted.filter(({ status }) => status === 'UNHEALTHY' || status === 'CRITICAL');
  if (bad.some(({ tier, status }) => tier === 'critical' || status === 'CRITICAL')) return 'CRITICAL';
  if (bad.some(({ tier }) => tier === 'important')) return 'UNHEALTHY';
  if (bad.length || counted.some(({ status }) => status === 'DEGRADED')) return 'DEGRADED';
  const weighty = ({ tier }: Counted): boolean => tier === 'critical' || tier === 'important';
  // Offline: nothing is wrong with the server side as far as one knows, and one knows nothing.
  if (blocked.some((check) => weighty(check) && check.blockedBy === 'offline')) return 'UNKNOWN';
  if (counted.some((check) => weighty(check) && check.status === 'UNKNOWN')) return 'UNKNOWN';
  return counted.some(({ status }) => status === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN';
}
