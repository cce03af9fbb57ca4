import type { HealthStatus, RecoveryAttempt } from '../../contract/health.ts';
import type { CheckRow } from './check-row.ts';
import { isGood, type Observation } from './observation.ts';

/** ms before each attempt: three, then the breaker is open and lets one through after 5, 10, 20 and every 30 min. */
const delays: readonly number[] = [5_000, 30_000, 120_000, 300_000, 600_000, 1_200_000, 1_800_000];

/** The next attempt of an action since the check turned bad. `jitter`, 0 to 1: delays grow by up to a fifth, for many browsers look at one backend. */
export function nextAttempt({ recoveries, since }: Pick<CheckRow, 'recoveries' | 'since'>, action: string, jitter: number): { readonly attempt: number; readonly at: number } {
  const tried = recoveries.filter((attempt) => attempt.action === action && attempt.startedAt >= since);
  const delay = delays[Math.min(tried.length, delays.length - 1)] ?? 0;
  return { attempt: tried.length + 1, at: Math.round((tried[0]?.finishedAt ?? since) + delay * (1 + jitter / 5)) };
}

type Recoveries = CheckRow['recoveries'];

const change = (recoveries: Recoveries, of: (attempt: RecoveryAttempt) => Partial<RecoveryAttempt> | null): Recoveries =>
  recoveries.map((attempt) => (attempt.outcome === 'running' ? { ...attempt, ...of(attempt) } : attempt));

/** The action has been run: well, and the check is to verify it (`verifyRecovery`); or not, and that was it. `null`: its tab did not answer. */
export function endAction(recoveries: Recoveries, seen: Observation | null, finishedAt: number): Recoveries {
  const { status, message }: { readonly status: HealthStatus; readonly message: string } = seen ?? { status: 'UNHEALTHY', message: 'its tab does not answer' };
  return change(recoveries, () => (isGood(status) ? { finishedAt } : { finishedAt, outcome: status === 'UNKNOWN' ? 'skipped' : 'failed', message }));
}

/** That an action ran is not enough: the check's next result says whether it helped. */
export function verifyRecovery(recoveries: Recoveries, { status, message }: Observation): Recoveries {
  return change(recoveries, ({ finishedAt }) => finishedAt ? { outcome: isGood(status) ? 'recovered' : 'not_recovered', message } : null);
}
