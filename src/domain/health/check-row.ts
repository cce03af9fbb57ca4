import type { HealthCheckView, HealthHistoryEntry, HealthStatus, TabTask } from '../../contract/health.ts';
import type { Stood } from './availability.ts';
import type { CheckDefinition } from './definitions.ts';

/** A tab has a function: that of a recovery action, or of the check itself, which has no name. */
export type Offer = readonly [action: string, tabId: string];

type Shown = Pick<HealthCheckView, 'status' | 'message' | 'responseTime' | 'timestamp' | 'metadata' | 'since' | 'recoveries'>;

export interface CheckResult extends HealthHistoryEntry {
  /** `at`, as records are kept. */
  readonly timestamp: number;
  /** epoch ms after which it said nothing any more */
  readonly staleAt?: number;
}

/** All that is remembered of a check: what it is, what is shown of it as it is shown, and what its next result is judged by. */
export interface CheckRow extends CheckDefinition, Shown {
  /** The id. */
  readonly key: string;
  /** Newest first. */
  readonly offers: readonly Offer[];
  /** What a tab has been asked to do: the check itself, or a recovery; one at a time. */
  readonly task?: TabTask | null;
  /** What a person chose; without it the configuration decides. */
  readonly on?: boolean;
  /** Why the last run found that the check cannot be made here. */
  readonly absent?: string | null;
  /** Results in a row that are bad; below 0: that are better than the standing status. */
  readonly streak: number;
  /** epoch ms; 0: not planned yet */
  readonly nextRun: number;
  /** epoch ms after which the last result says nothing any more */
  readonly staleAt: number;
  /** The status that was last told to the pages. */
  readonly announced: HealthStatus;
  readonly stood: Stood;
  /** A bit a result, the newest the lowest: 1 where it was unlike the one before. */
  readonly flips: number;
  readonly flapping: boolean;
  /** The newest ones, newest last; older ones are in the history. */
  readonly results: readonly CheckResult[];
}

export function newCheckRow(definition: CheckDefinition): CheckRow {
  return {
    ...definition,
    key: definition.id,
    offers: [],
    status: 'UNKNOWN',
    message: '',
    responseTime: 0,
    timestamp: 0,
    metadata: {},
    since: 0,
    streak: 0,
    nextRun: 0,
    staleAt: 0,
    announced: 'UNKNOWN',
    recoveries: [],
    stood: {},
    flips: 0,
    flapping: false,
    results: [],
  };
}

/** Names of the recovery actions that can be run: those that pages offer, and the runtime's own. */
export function actionsOf({ offers, remedy = '' }: Pick<CheckRow, 'offers' | 'remedy'>): readonly string[] {
  return [...new Set([...offers.map(([action]) => action), remedy])].filter(Boolean);
}
