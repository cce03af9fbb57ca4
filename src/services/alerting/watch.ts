import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';

/** The row `alerting` of `meta`: has anyone been looking? */
export interface Watch extends Row {
  /** epoch ms of the last look at the timers */
  readonly tickedAt: number;
  /** Since when there has been no gap of more than two intervals: time asleep proves nothing. */
  readonly watchedSince: number;
  /** epoch ms of the last batch */
  readonly observedAt: number;
}

/** ms between two looks at the timers, at most */
export const tickInterval = 60_000;

export async function lastWatch(tx: ReadTransaction, now: number): Promise<Watch> {
  return (await tx.get<Watch>('meta', 'alerting')) ?? { key: 'alerting', tickedAt: now, watchedSince: now, observedAt: 0 };
}

/** Looks at the clock. `slept`: nobody looked for more than two intervals, so what was missed is not made up for. */
export async function keepWatch(tx: Transaction, what: 'tickedAt' | 'observedAt', now: number): Promise<Watch & { readonly slept: boolean }> {
  const before = await lastWatch(tx, now);
  const slept = now - before.tickedAt > 2 * tickInterval;
  const watch = { ...before, slept, watchedSince: slept ? now : before.watchedSince, [what]: now };
  tx.put<Watch>('meta', watch);
  return watch;
}
