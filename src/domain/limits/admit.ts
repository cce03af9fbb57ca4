import type { LimitOptions, LogOptions, SamplingOptions } from '../../contract/config.ts';
import type { DropReason, Signal } from '../../contract/signal.ts';
import { classify } from '../errors/classify.ts';
import { shortHash } from '../errors/short-hash.ts';

/** How full a tab's buckets are, by kind, and when that was (epoch ms). A kind that is missing is empty. */
export interface Spent {
  readonly at: number;
  readonly by: Readonly<Record<string, number>>;
}

/** Of each kind, and of log entries of each level. */
export type Shares = SamplingOptions & Partial<LogOptions['sampling']>;

export interface Admitted {
  readonly kept: readonly Signal[];
  readonly spent: Spent;
  /** `sampling` in all, and by the level of a log or the kind of what it is else. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>> & { rate_limit: number; sampling: number }>;
}

/** What is needed most when most is going on: never sampled, and let in from a reserve as large as the limit itself. */
const isGrave = (signal: Signal): boolean => {
  if (signal.kind === 'log') return signal.type === 'security';
  const { category, severity } = signal.kind === 'error' ? classify(signal) : {};
  return category === 'security' || severity === 'CRITICAL';
};

/** The same for every tab, every kind and every start of a session: of two shares the smaller one's sessions are among the larger one's. */
const isOut = (sessionId: string, share: number): boolean => share < 1 && parseInt(shortHash(sessionId).slice(-8), 16) >= share * 2 ** 32;

/**
 * Holds a tab that runs away and keeps the sessions that are to be kept. Token buckets, told as leaky ones, because then a bucket that nobody
 * has touched needs no row: each holds `limits[kind]` signals and drains as many a minute. Security events and CRITICAL errors are turned away at twice the limit only: an endless
 * loop of theirs is one as well, but an endless loop of other things must not hide them.
 */
export function admit(signals: readonly Signal[], now: number, limits: LimitOptions, sampling: Shares | null, before: Spent = { at: now, by: {} }): Admitted {
  // A clock that was set back drains nothing, once.
  const minutes = Math.max(0, now - before.at) / 60_000;
  const by: Record<string, number> = {};
  for (const [kind, full] of Object.entries(before.by)) {
    const left = full - minutes * limits[kind as Signal['kind']];
    if (left > 0) by[kind] = left;
  }
  const dropped: { -readonly [reason in keyof Admitted['dropped']]: Admitted['dropped'][reason] } = { rate_limit: 0, sampling: 0 };
  const count = (reason: DropReason): unknown => (dropped[reason] = (dropped[reason] ?? 0) + 1);
  const kept = signals.filter((signal) => {
    const { kind, scope } = signal;
    const full = (by[kind] ?? 0) + 1;
    const over = full / limits[kind];
    const what = signal.kind === 'log' ? signal.level : signal.kind;
    const reason = over > 1 ? 'rate_limit' : sampling && isOut(scope.sessionId, Math.min(sampling[kind], sampling[what] ?? 1)) ? 'sampling' : null;
    const stays = !reason || (over <= 2 && isGrave(signal));
    if (stays || over <= 1) by[kind] = full;
    if (!stays) count(reason);
    if (!stays && reason === 'sampling') count(`sampling: ${what}`);
    return stays;
  });
  return { kept, spent: { at: now, by }, dropped };
}
