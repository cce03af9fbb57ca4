import type { HealthOptions } from '../../contract/config.ts';
import { isFlapping } from '../alerting/is-flapping.ts';
import { addTime } from './availability.ts';
import type { CheckRow } from './check-row.ts';
import type { Check } from './check-setup.ts';
import { isBad, isGood, type Observation } from './observation.ts';
import { advance } from './recovery.ts';

export type Thresholds = Pick<HealthOptions, 'failureThreshold' | 'successThreshold' | 'confirmAfter'>;

export function isStale({ timestamp, staleAt }: CheckRow, now: number): boolean {
  // A result of the future is one of before the clock was set back.
  return timestamp > 0 && (now > staleAt || now < timestamp);
}

/**
 * What one result changes of a check. Worse counts slowly and better counts twice: DEGRADED stands at once, UNHEALTHY after
 * `failureThreshold` results in a row, and a bad or degraded standing status yields after `successThreshold` better ones.
 * While that is being confirmed the standing status stays (UNKNOWN before the first, or where it had gone stale).
 *
 * @param before its `nextRun` is the regular one, which stays unless there is something to confirm
 * @param notBefore epoch ms; the backend may have asked for patience: then there is no hurry to confirm
 */
export function foldResult(before: Check, seen: Observation, now: number, notBefore: number, limits: Thresholds): Partial<CheckRow> {
  const { failureThreshold, successThreshold, confirmAfter } = limits;
  const recoveries = advance(before.recoveries, seen, now, false);
  // What stood before says nothing any more of a check that cannot be made here.
  if (seen.absent) return { absent: seen.message, status: 'UNKNOWN', streak: 0, timestamp: 0, recoveries };
  const { message, metadata, responseTime } = seen;
  const stale = isStale(before, now);
  const standing = stale && !isBad(before.status) ? 'UNKNOWN' : before.status;
  const bad = isBad(seen.status);
  const better = (isBad(standing) && isGood(seen.status)) || (standing === 'DEGRADED' && seen.status === 'HEALTHY');
  const streak = bad ? Math.max(before.streak, 0) + 1 : better ? Math.min(before.streak, 0) - 1 : 0;
  const counted = Math.abs(streak);
  const needed = bad ? failureThreshold : successThreshold;
  const pending = (better || (bad && !isBad(standing))) && counted < needed;
  const status = pending ? standing : seen.status;
  const wait = pending ? (confirmAfter[counted - 1] ?? 0) - (confirmAfter[counted - 2] ?? 0) : 0;
  const nextRun = wait > 0 && now + wait >= notBefore ? now + wait : Math.max(before.nextRun, notBefore);
  // Three intervals, or three of the pace that the backend asked for.
  const staleAt = now + 3 * Math.max(before.every, nextRun - now);
  // Weighing by time keeps quick confirmations from counting more than calm.
  const watched = standing !== 'UNKNOWN' && !stale ? now - before.timestamp : 0;
  const flips = (before.flips << 1) | Number((before.results.at(-1)?.status ?? seen.status) !== seen.status);
  const results = [...before.results, { checkId: before.key, at: now, timestamp: now, status: seen.status, standing: status, staleAt, responseTime, message }];
  return {
    absent: null,
    status,
    message: pending ? `${message} (${counted} of ${needed}, confirming)` : message,
    responseTime,
    timestamp: now,
    metadata,
    since: status === before.status && before.timestamp ? before.since : now,
    streak,
    nextRun,
    staleAt,
    results,
    flips,
    flapping: isFlapping(flips, before.flapping),
    recoveries,
    stood: addTime(before.stood, now, isBad(standing) ? 0 : watched, watched),
  };
}
