import type { AlertDefinition } from '../../contract/alert.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { LogEntry } from '../../contract/log-entry.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import type { MetricRecord } from '../../contract/performance.ts';
import type { Transaction } from './store.ts';

type Data = Readonly<Record<string, unknown>>;

/** What the outbox says of an item on its way. */
export interface DeliveryOutcome {
  readonly kind: 'delivered' | 'rejected' | 'retry';
  readonly detail: string;
  readonly body?: unknown;
}

/**
 * What alerting does once something is wrong, or somebody has registered a condition of their own: it is part of what is loaded on demand (docs/decisions/019). The
 * worker may be of another build: arguments go by position, and their members are those of rows. Events are the caller's to publish.
 */
export interface AlertingPart {
  /** Takes in a batch for conditions of a page's own: API calls are metrics, too. */
  count(tx: Transaction, conditions: readonly AlertDefinition[], metrics: readonly MetricRecord[], errors: readonly ErrorRecord[], logs: readonly LogEntry[]): Promise<void>;
  /** Opens an incident, or repeats the one that is open. `times`: occurrences behind it; 0 for a level, which is there or not. */
  trigger(tx: Transaction, alertId: string, data: Data, times: number): Promise<readonly OpsEvent[]>;
  /** Resolves an alert's open incident by itself, if there is one. */
  clear(tx: Transaction, alertId: string, text: string): Promise<readonly OpsEvent[]>;
  /** What became of a notification; `key` is its item's id. */
  delivered(tx: Transaction, incidentId: string, key: string, outcome: DeliveryOutcome): Promise<void>;
  /** Does what is due. Resolves with the time of the next look, epoch ms. */
  look(): Promise<number>;
}
