import type { HealthCheckView, HealthStatus, TabTask } from '../../contract/health.ts';
import type { CheckDefinition } from './definitions.ts';

/** ms of one hour of the epoch that a check stood well and badly. Time without a fresh result is in neither. */
export interface HourShare {
  readonly hour: number;
  readonly up: number;
  readonly down: number;
}

/** Something that tabs have a function for. */
export interface Offer {
  readonly id: string;
  /** Any of them can run it. */
  readonly tabs: readonly string[];
}

/** All that is remembered of a check: what is shown of it as it is shown, and what its next result is judged by. */
export interface CheckRow extends Pick<HealthCheckView, 'status' | 'message' | 'responseTime' | 'timestamp' | 'metadata' | 'since' | 'recent' | 'recoveries'> {
  /** The id. */
  readonly key: string;
  readonly definition: CheckDefinition;
  /** The tabs whose function is the check. */
  readonly tabs: readonly string[];
  /** Recovery actions. */
  readonly actions: readonly Offer[];
  /** What a tab has been asked to do: the check itself, or a recovery; one at a time. */
  readonly task: TabTask | null;
  /** What a person chose; `null`: nothing, the configuration decides. */
  readonly on: boolean | null;
  /** Why the last run found that the check cannot be made here. */
  readonly absent: string | null;
  /** Failed results in a row, and results in a row that are better than the standing status. */
  readonly failures: number;
  readonly successes: number;
  /** When the present row of failures or successes began. */
  readonly turnedAt: number;
  /** epoch ms; 0: not planned yet */
  readonly nextRun: number;
  /** ms from the last result to the run that was planned with it; the backend may have asked for a slower one */
  readonly pace: number;
  /** The status that was last told to the pages. */
  readonly announced: HealthStatus;
  readonly hours: readonly HourShare[];
  /** Key of the history chunk that is being filled. */
  readonly chunk: string;
}

export function newCheckRow(definition: CheckDefinition): CheckRow {
  return {
    key: definition.id,
    definition,
    tabs: [],
    actions: [],
    task: null,
    on: null,
    absent: null,
    status: 'UNKNOWN',
    message: '',
    responseTime: 0,
    timestamp: 0,
    metadata: {},
    since: 0,
    failures: 0,
    successes: 0,
    turnedAt: 0,
    nextRun: 0,
    pace: 0,
    announced: 'UNKNOWN',
    recent: [],
    recoveries: [],
    hours: [],
    chunk: '',
  };
}
