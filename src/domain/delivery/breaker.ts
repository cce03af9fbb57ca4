/** Failures in a row that open it. */
const threshold = 5;
/** ms */
const firstPause = 30_000;
const longestPause = 300_000;

/**
 * A circuit breaker for one endpoint (Nygard, "Release It!"). It lives in the store, as plain numbers: a runtime that
 * starts again must not greet a dead backend with full batches.
 */
export interface Breaker {
  /** in a row */
  readonly failures: number;
  /** epoch ms */
  readonly openUntil: number;
}

export const closedBreaker: Breaker = { failures: 0, openUntil: 0 };

/** `half_open`: one small request may look whether the endpoint is back. */
export function breakerPhase(breaker: Breaker, now: number): 'closed' | 'open' | 'half_open' {
  if (breaker.failures < threshold) return 'closed';
  return now < breaker.openUntil ? 'open' : 'half_open';
}

export function foldBreaker(breaker: Breaker, outcome: 'success' | 'failure', now: number): Breaker {
  if (outcome === 'success') return closedBreaker;
  const failures = breaker.failures + 1;
  const pause = Math.min(longestPause, firstPause * 2 ** (failures - threshold));
  return { failures, openUntil: failures < threshold ? 0 : now + pause };
}
