import type { HealthOptions } from '../../contract/config.ts';
import type { CheckRow, HourShare } from './check-row.ts';
import type { Check } from './check-setup.ts';
import { isBad, isGood, type Observation } from './observation.ts';
import { verifyRecovery } from './recovery.ts';

export type Thresholds = Pick<HealthOptions, 'failureThreshold' | 'successThreshold' | 'confirmAfter'>;

const recentResults = 30;
const hour = 3_600_000;
/** ms; a confirmation never comes sooner than this after the last result. */
const breath = 1_000;

/** Older than three intervals, or than three of the pace that the backend asked for. */
export function isStale({ timestamp, pace, interval }: Pick<Check, 'timestamp' | 'pace' | 'interval'>, now: number): boolean {
  return timestamp > 0 && now - timestamp > 3 * Math.max(interval, pace);
}

/**
 * What one result changes of a check. Worse counts slowly and better counts twice: DEGRADED stands at once, UNHEALTHY after
 * `failureThreshold` results in a row, and a bad or degraded standing status yields after `successThreshold` better ones.
 * While that is being confirmed the standing status stays (UNKNOWN before the first, or where it had gone stale).
 *
 * @param regular epoch ms of the next run, unless there is something to confirm
 */
export function foldResult(before: Check, seen: Observation, now: number, regular: number, limits: Thresholds): Partial<CheckRow> & Pick<CheckRow, 'nextRun'> {
  const { failureThreshold, successThreshold, confirmAfter } = limits;
  const recoveries = verifyRecovery(before.recoveries, seen);
  // What stood before says nothing any more of a check that cannot be made here.
  if (seen.absent) return { absent: seen.message, status: 'UNKNOWN', failures: 0, successes: 0, timestamp: 0, nextRun: regular, recoveries };
  const { message, metadata, responseTime } = seen;
  const stale = isStale(before, now);
  const standing = stale && !isBad(before.status) ? 'UNKNOWN' : before.status;
  const bad = isBad(seen.status);
  const better = (isBad(standing) && isGood(seen.status)) || (standing === 'DEGRADED' && seen.status === 'HEALTHY');
  const failures = bad ? before.failures + 1 : 0;
  const successes = better ? before.successes + 1 : 0;
  const counted = failures || successes;
  const needed = bad ? failureThreshold : successThreshold;
  const pending = (better || (bad && !isBad(standing))) && counted < needed;
  const turnedAt = counted > 1 ? before.turnedAt : now;
  const wait = pending ? confirmAfter[counted - 1] : undefined;
  const status = pending ? standing : seen.status;
  return {
    absent: null,
    status,
    message: pending ? `${message} (${counted} of ${needed}, confirming)` : message,
    responseTime,
    timestamp: now,
    metadata,
    since: status === before.status && before.timestamp ? before.since : now,
    failures,
    successes,
    turnedAt,
    nextRun: wait === undefined ? regular : Math.max(now + breath, turnedAt + wait),
    recent: [...before.recent, { at: now, status: seen.status, responseTime }].slice(-recentResults),
    recoveries,
    hours: standing === 'UNKNOWN' || stale ? before.hours : addSpan(before, now),
  };
}

/** Adds the time through which the status stood. Weighing by time keeps quick confirmations from counting more than calm. */
function addSpan({ hours, status, timestamp }: CheckRow, now: number): readonly HourShare[] {
  const index = Math.floor(now / hour);
  const share = { hour: index, up: 0, down: 0, ...hours.find((share) => share.hour === index) };
  share[isBad(status) ? 'down' : 'up'] += now - timestamp;
  return [...hours.filter((share) => share.hour < index), share].slice(-24);
}

/** Share of the watched time of the last 24 h in which the check was not UNHEALTHY or CRITICAL; `null` where nothing was watched. */
export function availability(hours: readonly HourShare[], now: number): number | null {
  let [up, all] = [0, 0];
  for (const share of hours)
    if (share.hour > now / hour - 24) {
      up += share.up;
      all += share.up + share.down;
    }
  return all ? up / all : null;
}
