/** ms */
const base = 1_000;
const cap = 300_000;

/**
 * How long to wait, in ms, before the try that follows `failures` failures in a row: full jitter, a random share of a
 * doubling bound (Brooker, "Exponential Backoff And Jitter", AWS 2015), so that browsers which failed together do not
 * come back together.
 *
 * @example backOff(3, () => 0.5) // 2000: half of 4 s
 */
export function backOff(failures: number, random: () => number): number {
  if (failures <= 0) return 0;
  return Math.round(random() * Math.min(cap, base * 2 ** (failures - 1)));
}
