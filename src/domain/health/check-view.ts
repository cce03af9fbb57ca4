import type { HealthCheckView } from '../../contract/health.ts';
import { availability, isStale } from './check-fold.ts';
import type { CheckRow } from './check-row.ts';
import type { CheckSetup } from './check-setup.ts';
import { isBad } from './observation.ts';

export interface Check {
  readonly row: CheckRow;
  readonly setup: CheckSetup;
}

/** The parent that keeps a check from running, `offline`, or `null`. `depth` ends circles. */
export function blockerOf({ setup }: Check, find: (id: string) => Check | undefined, online: boolean, depth = 9): string | null {
  if (setup.remote && !online) return 'offline';
  const parent = setup.dependsOn && depth ? find(setup.dependsOn) : undefined;
  if (!parent || parent.setup.off || parent.row.absent) return null;
  return isBad(parent.row.status) || blockerOf(parent, find, online, depth - 1) ? parent.row.key : null;
}

/** A check as one may show it: off, blocked, stale and not yet run are all UNKNOWN, and say so in words. */
export function viewCheck({ row, setup }: Check, blocker: string | null, now: number): HealthCheckView {
  const { key, message, status, responseTime, timestamp, metadata, since, recent, recoveries } = row;
  const { name, tier, interval } = setup;
  const reason = setup.off ?? row.absent;
  const stale = isStale(row, now, interval);
  const blockedBy = reason ? null : blocker;
  const unknown =
    reason ??
    (blockedBy ? `not run: ${blockedBy}` : !timestamp ? 'not run yet' : stale ? `no result for ${Math.round((now - timestamp) / 1_000)} s; the last one: ${message}` : null);
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
    nextRun: (!reason && row.nextRun) || null,
    availability: availability(row.hours, now),
    recent,
    recoveries,
    recoveryActions: row.actions.map(({ id }) => id),
  };
}
