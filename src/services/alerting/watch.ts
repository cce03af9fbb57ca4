import type { Row, Transaction } from '../ports/store.ts';

/** The row `alerting` of `meta`: has anyone been looking? */
export interface Watch extends Row {
  /** epoch ms of the last look at the timers */
  readonly tickedAt: number;
  /** Since when there has been no gap of more than two intervals. */
  readonly watchedSince: number;
  /** When the last batch came, to within five seconds. */
  readonly observedAt: number;
}

/** ms between two looks at the timers, at most */
export const tickInterval = 60_000;

/**
 * Looks at the clock. `slept`: nobody looked for more than two intervals, so what was missed is not made up for, and time
 * in which nothing happened counts from now.
 */
export async function keepWatch(tx: Transaction, what: 'tick' | 'batch', now: number): Promise<Watch & { readonly slept: boolean }> {
  const before = await tx.get<Watch>('meta', 'alerting');
  const slept = before !== undefined && now - before.tickedAt > 2 * tickInterval;
  const watch: Watch = {
    key: 'alerting',
    tickedAt: what === 'tick' || !before ? now : before.tickedAt,
    watchedSince: !before || slept ? now : before.watchedSince,
    observedAt: what === 'batch' ? now : (before?.observedAt ?? 0),
  };
  if (what === 'tick' || !before || slept || now - before.observedAt >= 5_000) tx.put<Watch>('meta', watch);
  return { ...watch, slept };
}
