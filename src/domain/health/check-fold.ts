import type { HealthStatus } from '../../contract/health.ts';
import { addSpan } from './availability.ts';
import type { CheckRow } from './check-row.ts';
import { isBad, type Observation, type Unavailable } from './observation.ts';

export interface Thresholds {
  /** ms between regular runs */
  readonly interval: number;
  /** Results in a row that turn a check UNHEALTHY, and back. */
  readonly failureThreshold: number;
  readonly successThreshold: number;
  /** ms after the first of such a row; one entry a confirmation */
  readonly confirmAfter: readonly number[];
}

export interface Folded {
  readonly row: CheckRow;
  /** epoch ms of a quick confirmation; `null`: the regular time will do */
  readonly confirmAt: number | null;
}

const recentResults = 30;
/** ms; a confirmation never comes sooner than this after the last result. */
const breath = 1_000;

/** Older than three intervals, or than three of the pace that the backend asked for. */
export function isStale(row: Pick<CheckRow, 'timestamp' | 'nextRun'>, now: number, interval: number): boolean {
  return row.timestamp > 0 && now - row.timestamp > 3 * Math.max(interval, row.nextRun - row.timestamp);
}

/**
 * Folds one result into a check. Worse counts slowly and better counts twice: DEGRADED stands at once, UNHEALTHY after
 * `failureThreshold` results in a row, and a bad or degraded standing status yields after `successThreshold` better ones.
 * While that is being confirmed the standing status stays (UNKNOWN before the first, or where it had gone stale).
 */
export function foldResult(before: CheckRow, seen: Observation, now: number, limits: Thresholds): Folded {
  const stale = isStale(before, now, limits.interval);
  const standing: HealthStatus = stale && !isBad(before.status) ? 'UNKNOWN' : before.status;
  const move = isBad(seen.status) ? fail(before, standing, seen, limits) : seen.status === 'UNKNOWN' ? still('UNKNOWN') : improve(before, standing, seen, limits);
  const counted = move.failures || move.successes;
  const turnedAt = counted > 1 ? before.turnedAt : now;
  const status = move.status;
  const wait = limits.confirmAfter[counted - 1];
  const row: CheckRow = {
    ...before,
    unavailable: null,
    status,
    message: move.pending ? `${seen.message} (${move.pending})` : seen.message,
    responseTime: Math.round(seen.responseTime),
    timestamp: now,
    metadata: seen.metadata,
    since: status === before.status && before.timestamp ? before.since : now,
    failures: move.failures,
    successes: move.successes,
    turnedAt,
    recent: [...before.recent, { at: now, status: seen.status, responseTime: Math.round(seen.responseTime) }].slice(-recentResults),
    hours: addSpan(before.hours, before.timestamp && !stale ? before.status : 'UNKNOWN', before.timestamp, now),
  };
  return { row, confirmAt: move.pending && wait !== undefined ? Math.max(now + breath, turnedAt + wait) : null };
}

/** The check turned out not to be possible here: what stood before says nothing any more. */
export function foldUnavailable(before: CheckRow, { reason }: Unavailable): CheckRow {
  return { ...before, unavailable: reason, status: 'UNKNOWN', message: reason, failures: 0, successes: 0, timestamp: 0, metadata: {} };
}

interface Move {
  readonly status: HealthStatus;
  readonly failures: number;
  readonly successes: number;
  /** What is awaited, in words; `''`: nothing. */
  readonly pending: string;
}

const still = (status: HealthStatus): Move => ({ status, failures: 0, successes: 0, pending: '' });

function fail(before: CheckRow, standing: HealthStatus, seen: Observation, { failureThreshold }: Thresholds): Move {
  const failures = Math.min(before.failures + 1, 1_000_000);
  const confirmed = isBad(standing) || failures >= failureThreshold;
  return { status: confirmed ? seen.status : standing, failures, successes: 0, pending: confirmed ? '' : `${failures} of ${failureThreshold}, confirming` };
}

function improve(before: CheckRow, standing: HealthStatus, seen: Observation, { successThreshold }: Thresholds): Move {
  const better = isBad(standing) || (standing === 'DEGRADED' && seen.status === 'HEALTHY');
  if (!better) return still(seen.status);
  const successes = before.successes + 1;
  return successes >= successThreshold ? still(seen.status) : { status: standing, failures: 0, successes, pending: `recovering, ${successes} of ${successThreshold}` };
}
