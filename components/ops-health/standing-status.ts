import type { HealthCheckView, HealthStatus } from '../../src/contract/health.ts';

/** What a row may claim: nothing that is off, blocked, stale or of a dead feed is shown as healthy. */
export function standingStatus(check: HealthCheckView, fresh: boolean): HealthStatus {
  return fresh && check.enabled && !check.blockedBy && !check.stale ? check.status : 'UNKNOWN';
}

export function isProblem(check: HealthCheckView): boolean {
  return check.enabled && (check.status !== 'HEALTHY' || check.stale || check.blockedBy !== null);
}
