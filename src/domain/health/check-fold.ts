import type { CheckRow, HourShare } from './check-row.ts';
import { isBad, isGood, type Observation } from './observation.ts';
import { verifyRecovery } from './recovery.ts';

export interface Thresholds {
  /** ms between regular runs */
  readonly interval: number;
  /** Results in a row that turn a check UNHEALTHY, and back. */
  readonly failureThreshold: number;
  readonly successThreshold: number;
  /** ms after the first of such a row; one entry a confirmation */
  readonly confirmAfter: readonly number[];
  /** epoch ms of the next run, unless there is something to confirm */
  readonly regular: number;
}

const recentResults = 30;
const hour = 3_600_000;
/** ms; a confirmation never comes sooner than this after the last result. */
const breath = 1_000;

/** Older than three intervals, or than three of the pace that the backend asked for. */
export function isStale({ timestamp, nextRun }: Pick<CheckRow, 'timestamp' | 'nextRun'>, now: number, interval: number): boolean {
  return timestamp > 0 && now - timestamp > 3 * Math.max(interval, nextRun - timestamp);
}

/**
 * Folds one result into a check. Worse counts slowly and better counts twice: DEGRADED stands at once, UNHEALTHY after
 * `failureThreshold` results in a row, and a bad or degraded standing status yields after `successThreshold` better ones.
 * While that is being confirmed the standing status stays (UNKNOWN before the first, or where it had gone stale).
 */
export function foldResult(before: CheckRow, seen: Observation, now: number, limits: Thresholds): CheckRow {
  const { interval, failureThreshold, successThreshold, confirmAfter, regular } = limits;
  // What stood before says nothing any more of a check that cannot be made here.
  const recoveries = verifyRecovery(before.recoveries, seen);
  if (seen.absent) return { ...before, absent: seen.message, status: 'UNKNOWN', failures: 0, successes: 0, timestamp: 0, nextRun: regular, recoveries };
  const stale = isStale(before, now, interval);
  const standing = stale && !isBad(before.status) ? 'UNKNOWN' : before.status;
  const bad = isBad(seen.status);
  const better = (isBad(standing) && isGood(seen.status)) || (standing === 'DEGRADED' && seen.status === 'HEALTHY');
  const failures = bad ? before.failures + 1 : 0;
  const successes = better ? before.successes + 1 : 0;
  const counted = failures || successes;
  const needed = bad ? failureThreshold : successThreshold;
  const pending = (better || (bad && !isBad(standing))) && counted < needed;
  const turnedAt = counted > 1 ? before.turnedAt : now;
  const status = pending ? standing : seen.status;
  const wait = pending ? confirmAfter[counted - 1] : undefined;
  const responseTime = Math.round(seen.responseTime);
  return {
    ...before,
    absent: null,
    status,
    message: pending ? `${seen.message} (${counted} of ${needed}, confirming)` : seen.message,
    responseTime,
    timestamp: now,
    metadata: seen.metadata,
    since: status === before.status && before.timestamp ? before.since : now,
    failures,
    successes,
    turnedAt,
    nextRun: wait === undefined ? regular : Math.max(now + breath, turnedAt + wait),
    recent: [...before.recent, { at: now, status: seen.status, responseTime }].slice(-recentResults),
    recoveries,
    hours: before.timestamp && standing !== 'UNKNOWN' && !stale ? addSpan(before, now) : before.hours,
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
