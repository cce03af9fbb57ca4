import type { HealthCheckView } from '../../contract/health.ts';
import { availability, isStale } from './check-fold.ts';
import type { Check } from './check-setup.ts';
import { isBad } from './observation.ts';

/** The parent that keeps a check from running, `offline`, or `null`. `depth` ends circles. */
export function blockerOf({ remote, parent }: Check, find: (id: string) => Check | undefined, online: boolean, depth = 9): string | null {
  if (remote && !online) return 'offline';
  const above = parent && depth ? find(parent) : undefined;
  return above && !above.reason && !above.absent && (isBad(above.status) || blockerOf(above, find, online, depth - 1)) ? above.key : null;
}

/** A check as one may show it: off, blocked, stale and not yet run are all UNKNOWN, and say so in words. */
export function viewCheck(check: Check, blocker: string | null, now: number): HealthCheckView {
  const { key, name, status, message, responseTime, timestamp, metadata, tier, interval, since, recent, recoveries } = check;
  const reason = check.reason ?? check.absent;
  const blockedBy = reason ? null : blocker;
  const stale = isStale(check, now);
  const age = `no result for ${Math.round((now - timestamp) / 1_000)} s; the last one: ${message}`;
  const unknown = reason ?? (blockedBy ? `not run: ${blockedBy}` : !timestamp ? 'not run yet' : stale ? age : null);
  return {
    id: key,
    name,
    status: unknown ? 'UNKNOWN' : status,
    message: unknown ?? message,
    responseTime,
    timestamp,
    metadata,
    tier,
    interval,
    enabled: !reason,
    reason,
    blockedBy,
    since,
    stale,
    nextRun: (!reason && check.nextRun) || null,
    availability: availability(check.hours, now),
    recent,
    recoveries,
    recoveryActions: check.actions.map(({ id }) => id),
  };
}
