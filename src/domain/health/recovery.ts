/** Where one recovery action of one check stands. */
export interface RecoveryState {
  /** Attempts since the check last stood well. */
  readonly attempt: number;
  /** epoch ms of the next attempt; `null`: none is called for */
  readonly nextAt: number | null;
  /** `open`: given up for a while; at `nextAt` one attempt is let through (half-open). */
  readonly breaker: 'closed' | 'open';
  /** ms that the breaker stays open this time */
  readonly openFor: number;
}

export const idleRecovery: RecoveryState = { attempt: 0, nextAt: null, breaker: 'closed', openFor: 0 };

/** ms before the first, second and third attempt */
const delays: readonly number[] = [5_000, 30_000, 120_000];
const shortestOpen = 300_000;
const longestOpen = 1_800_000;

const jittered = (ms: number, random: number): number => Math.round(ms * (0.8 + 0.4 * random));

/** The check stands badly: an attempt is called for, unless one is planned already. */
export function planRecovery(state: RecoveryState, now: number, random: number): RecoveryState {
  return state.nextAt === null ? { ...state, nextAt: now + jittered(delays[state.attempt] ?? shortestOpen, random) } : state;
}

/** An attempt has ended, its result verified by the check. After three that did not help the breaker opens: 5, 10, 20, 30 min, one attempt in between. */
export function afterAttempt(state: RecoveryState, outcome: 'recovered' | 'not_recovered' | 'failed' | 'skipped', now: number, random: number): RecoveryState {
  switch (outcome) {
    case 'recovered':
      return idleRecovery;
    case 'skipped':
      // Its precondition may hold later; asking again counts as no attempt.
      return { ...state, nextAt: now + jittered(delays.at(-1) ?? shortestOpen, random) };
    case 'not_recovered':
    case 'failed': {
      const attempt = state.attempt + 1;
      const delay = delays[attempt];
      if (state.breaker === 'closed' && delay !== undefined) return { ...state, attempt, nextAt: now + jittered(delay, random) };
      const openFor = Math.min(longestOpen, state.breaker === 'open' ? state.openFor * 2 : shortestOpen);
      return { attempt, breaker: 'open', openFor, nextAt: now + openFor };
    }
  }
}
