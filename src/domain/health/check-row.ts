import type { CheckRegistration, HealthStatus } from '../../contract/health.ts';
import type { HourShare } from './availability.ts';
import type { RecoveryState } from './recovery.ts';

export interface RecentResult {
  readonly at: number;
  readonly status: HealthStatus;
  readonly responseTime: number;
}

/** A recovery action that pages have offered; any of `tabs` can run it. */
export interface OfferedAction {
  readonly id: string;
  readonly tabs: readonly string[];
  readonly state: RecoveryState;
  /** Id of the attempt that is under way. */
  readonly running: string | null;
}

/** All that is remembered of a check. */
export interface CheckRow {
  /** The check's id. */
  readonly key: string;
  /** `null`: one of the fifteen. */
  readonly custom: CheckRegistration | null;
  /** The tabs whose function is the check, the newest last. */
  readonly tabs: readonly string[];
  /** What a person chose; `null`: nothing, the configuration decides. */
  readonly enabled: boolean | null;
  /** Why the last run found that the check cannot be made here. */
  readonly unavailable: string | null;
  readonly status: HealthStatus;
  readonly message: string;
  readonly responseTime: number;
  /** epoch ms of the last result; 0: none yet */
  readonly timestamp: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly since: number;
  /** Failed results in a row, and results in a row that are better than the standing status. */
  readonly failures: number;
  readonly successes: number;
  /** When the present row of failures or successes began. */
  readonly turnedAt: number;
  /** epoch ms; 0: not planned yet */
  readonly nextRun: number;
  /** The status that was last told to the pages. */
  readonly announced: HealthStatus;
  readonly recent: readonly RecentResult[];
  readonly hours: readonly HourShare[];
  /** Key of the history chunk that is being filled. */
  readonly chunk: string | null;
  /** History before this time has been compacted. */
  readonly compactedTo: number;
  readonly actions: readonly OfferedAction[];
}

export function newCheckRow(id: string, custom: CheckRegistration | null = null): CheckRow {
  return {
    key: id,
    custom,
    tabs: [],
    enabled: null,
    unavailable: null,
    status: 'UNKNOWN',
    message: 'not run yet',
    responseTime: 0,
    timestamp: 0,
    metadata: {},
    since: 0,
    failures: 0,
    successes: 0,
    turnedAt: 0,
    nextRun: 0,
    announced: 'UNKNOWN',
    recent: [],
    hours: [],
    chunk: null,
    compactedTo: 0,
    actions: [],
  };
}
