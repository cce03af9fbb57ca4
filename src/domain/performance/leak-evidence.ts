import type { LeakEvidence } from '../../contract/performance-answers.ts';
import { upperTail } from './normal.ts';

/** Readings whose lowest is a floor: between two of them the collector has been by. */
const perFloor = 5;
/** Twenty minutes of readings every 30 s. */
const leastFloors = 8;
/** No more than this are compared each with each. */
const mostFloors = 300;
const megabyte = 1_048_576;

/**
 * Whether what a heap comes down to keeps rising. The slope is the median of the slopes between all pairs of floors (Theil–Sen: up to 29 % of them may
 * be outliers), its interval Sen's, its significance that of Mann and Kendall's rank test. Suspected: p < 0.01 and a rise of more than
 * a tenth, and 5 MB. `null`: too few readings.
 */
export function leakEvidence(readings: readonly (readonly [at: number, used: number])[], limit: number): LeakEvidence | null {
  const floors: (readonly [at: number, used: number])[] = [];
  for (let from = readings.length % perFloor; from < readings.length; from += perFloor)
    floors.push(readings.slice(from, from + perFloor).reduce((low, reading) => (reading[1] < low[1] ? reading : low)));
  floors.splice(0, floors.length - mostFloors);
  const n = floors.length;
  if (n < leastFloors) return null;
  const slopes: number[] = [];
  let rises = 0;
  for (const [index, [at, used]] of floors.entries())
    for (const [later, more] of floors.slice(index + 1)) {
      slopes.push((more - used) / ((later - at) / 60_000));
      rises += Math.sign(more - used);
    }
  slopes.sort((a, b) => a - b);
  // Kendall's variance; ties of byte counts are as good as none.
  const sd = Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const half = (slopes.length - 1.96 * sd) / 2;
  const at = (rank: number): number => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(rank)))] ?? 0;
  const slope = (at((slopes.length - 1) / 2 - 0.25) + at((slopes.length - 1) / 2 + 0.25)) / 2;
  const [first, last] = [floors[0]!, floors[n - 1]!];
  const span = last[0] - first[0];
  const growth = (slope * span) / 60_000;
  const p = upperTail((rises - Math.sign(rises)) / sd);
  return {
    samples: readings.length,
    floors: n,
    span,
    slope,
    slopeLow: at(half),
    slopeHigh: at(slopes.length - half),
    growth,
    p,
    suspected: p < 0.01 && growth > 5 * megabyte && growth > first[1] / 10,
    fullIn: slope > 0 ? Math.max(0, ((limit - last[1]) / slope) * 60_000) : null,
  };
}
