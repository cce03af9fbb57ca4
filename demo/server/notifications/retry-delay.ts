/** ms */
const first = 1_000;
/** ms */
const longest = 300_000;
/** Attempts after which a message is dead: with the waits above, about 40 minutes of trying on average. */
export const mostAttempts = 16;

/**
 * Full jitter (Brooker, "Exponential Backoff And Jitter", AWS 2015): anywhere between nothing and a bound that doubles, so that
 * those who failed together do not come back together. What the provider asks for is the least.
 *
 * @param chance 0 to 1
 */
export function retryDelay(attempts: number, after: number, chance: number): number {
  return Math.max(after, chance * Math.min(longest, first * 2 ** Math.max(0, attempts - 1)));
}
