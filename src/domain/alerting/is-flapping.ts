/** Of 20 results; each counts the more the newer it is, and all together for about 20. */
const results = 20;
const into = 0.3 * results;
const outOf = 0.25 * results;

/**
 * Icinga's flap detection: among the last 20 results, weighted 0.8 for the oldest to 1.18 for the newest, more than 30 % changes are flapping, which
 * ends below 25 %. `flips`: a bit a result, the newest the lowest, 1 where it was unlike the one before.
 */
export function isFlapping(flips: number, was: boolean): boolean {
  let changes = 0;
  for (let age = 0; age < results; age++) changes += ((flips >> age) & 1) * (1.18 - age / 50);
  return changes > (was ? outOf : into);
}
