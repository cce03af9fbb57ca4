import type { HealthCheckView } from '../../contract/health.ts';
import { availabilityOver } from './availability.ts';
import { isStale } from './check-fold.ts';
import { actionsOf } from './check-row.ts';
import type { Check } from './check-setup.ts';

/** A check as one may show it: off, blocked, stale and not yet run are all UNKNOWN, and say so in words. */
export function viewCheck(check: Check, blocker: string | null, now: number): HealthCheckView {
  const { id, name, status, message, responseTime, timestamp, metadata, tier, since, recoveries } = check;
  const reason = check.reason ?? check.absent ?? null;
  const blockedBy = reason ? null : blocker;
  const stale = isStale(check, now);
  const over = availabilityOver(check.stood, now);
  const unknown = reason ?? (blockedBy ? `not run: ${blockedBy}` : !timestamp ? 'not run yet' : stale ? `out of date: ${message}` : null);
  return {
    id,
    name,
    status: unknown ? 'UNKNOWN' : status,
    message: unknown ?? message,
    responseTime,
    timestamp,
    metadata,
    tier,
    interval: check.every,
    enabled: !reason,
    reason,
    blockedBy,
    since,
    stale,
    nextRun: reason ? null : check.nextRun || null,
    availability: over['24h'],
    availabilityOver: over,
    flapping: check.flapping,
    recent: check.results.slice(-30).map(({ at, status, responseTime }) => ({ at, status, responseTime })),
    recoveries,
    recoveryActions: actionsOf(check),
  };
}
