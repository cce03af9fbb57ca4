import type { CheckRow } from './check-row.ts';
import { isGood, type Observation } from './observation.ts';

/** Seconds before each attempt: three, then the breaker is open and lets one through after 5, 10, 20 and every 30 min. */
const delays: readonly number[] = [5, 30, 120, 300, 600, 1_200, 1_800];

type Recoveries = CheckRow['recoveries'];

/** The next attempt of an action since the check turned bad. `jitter`, 0 to 1: delays grow by up to a fifth, for many browsers look at one backend. */
export function nextAttempt({ recoveries, since }: Pick<CheckRow, 'recoveries' | 'since'>, action: string, jitter = 0): { readonly attempt: number; readonly at: number } {
  // Counted by its number: the list is short, and other actions share it.
  const last = recoveries.find((attempt) => attempt.action === action && attempt.startedAt >= since);
  const tried = last?.attempt ?? 0;
  const delay = delays[Math.min(tried, 6)] ?? 0;
  return { attempt: tried + 1, at: Math.round((last?.finishedAt ?? since) + delay * 1_000 * (1 + jitter / 5)) };
}

/** What came of the attempt under way: the action has been run (`ran`), and if that went well, the check's next result says whether it helped. */
export function advance(recoveries: Recoveries, { status, message }: Pick<Observation, 'status' | 'message'>, now: number, ran: boolean): Recoveries {
  const [last, ...older] = recoveries;
  if (last?.outcome !== 'running' || (!ran && !last.finishedAt)) return recoveries;
  const [well, badly] = ran ? (['running', 'failed'] as const) : (['recovered', 'not_recovered'] as const);
  return [{ ...last, finishedAt: last.finishedAt ?? now, outcome: isGood(status) ? well : status === 'UNKNOWN' && ran ? 'skipped' : badly, message }, ...older];
}
