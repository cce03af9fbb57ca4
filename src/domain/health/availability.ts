import type { AvailabilityRange } from '../../contract/health.ts';

/** ms by step of time: through which a check stood well, and through which it was watched at all. Time without a fresh result is in neither. */
export type Stood = Readonly<Record<string, readonly [up: number, watched: number]>>;

/** Steps of 5 min, an hour and a day, each with a letter before its number, and how many of them the ranges are made of. */
const ranges: readonly (readonly [range: AvailabilityRange, letter: string, step: number, count: number])[] = [
  ['1h', 'm', 300_000, 12],
  ['24h', '', 3_600_000, 24],
  ['7d', 'd', 86_400_000, 7],
  ['30d', 'd', 86_400_000, 30],
];

/** The steps of a range, newest first. */
function* stepsOf(letter: string, step: number, count: number, now: number): Generator<string> {
  for (let at = Math.floor(now / step); at > now / step - count; at--) yield letter + at;
}

/** Adds what was watched until now to the newest steps; those that no range needs any more are left out. */
export function addTime(stood: Stood, now: number, up: number, watched: number): Stood {
  const kept: Record<string, Stood[string]> = {};
  for (const [, letter, step, count] of ranges) {
    let [more, seen] = [up, watched];
    // Two ranges are of days: what one has written the other writes likewise.
    for (const key of stepsOf(letter, step, count, now)) {
      const [good, all] = stood[key] ?? [0, 0];
      if (all + seen) kept[key] = [good + more, all + seen];
      more = seen = 0;
    }
  }
  return kept;
}

/** Share of the watched time of each range in which the check was not UNHEALTHY or CRITICAL; `null` where nothing was watched. */
export function availabilityOver(stood: Stood, now: number): Readonly<Record<AvailabilityRange, number | null>> {
  const shares = ranges.map(([range, ...steps]) => {
    let up = 0;
    let watched = 0;
    for (const key of stepsOf(...steps, now)) {
      const [good, all] = stood[key] ?? [0, 0];
      up += good;
      watched += all;
    }
    return [range, watched ? up / watched : null];
  });
  return Object.fromEntries(shares) as Record<AvailabilityRange, number | null>;
}
