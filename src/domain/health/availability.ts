import type { HealthStatus } from '../../contract/health.ts';
import { isBad } from './observation.ts';

/** Time in one hour of the epoch, ms, that a check stood well and badly. Time without a fresh result is in neither. */
export interface HourShare {
  readonly hour: number;
  readonly up: number;
  readonly down: number;
}

const hour = 3_600_000;
const kept = 24;

/** Adds the span from `from` to `to`, through which the status stood. Weighing by time keeps quick confirmations from counting more than calm. */
export function addSpan(hours: readonly HourShare[], status: HealthStatus, from: number, to: number): readonly HourShare[] {
  const first = Math.floor(to / hour) - kept;
  const recent = hours.filter((share) => share.hour > first);
  if (status === 'UNKNOWN' || to <= from) return recent;
  const shares = new Map(recent.map((share) => [share.hour, share]));
  for (let at = Math.max(from, first * hour + hour); at < to; ) {
    const index = Math.floor(at / hour);
    const end = Math.min(to, (index + 1) * hour);
    const share = shares.get(index) ?? { hour: index, up: 0, down: 0 };
    shares.set(index, isBad(status) ? { ...share, down: share.down + end - at } : { ...share, up: share.up + end - at });
    at = end;
  }
  return [...shares.values()].sort((a, b) => a.hour - b.hour);
}

/** Share of the observed time of the last 24 h that was not UNHEALTHY or CRITICAL; `null` where nothing was observed. */
export function availability(hours: readonly HourShare[], now: number): number | null {
  const shares = hours.filter((share) => share.hour > Math.floor(now / hour) - kept);
  const up = shares.reduce((sum, share) => sum + share.up, 0);
  const observed = shares.reduce((sum, share) => sum + share.down, up);
  return observed ? up / observed : null;
}
