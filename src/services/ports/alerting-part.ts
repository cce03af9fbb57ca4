import type { AlertDefinition } from '../../contract/alert.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { LogEntry } from '../../contract/log-entry.ts';
import type { MetricRecord } from '../../contract/performance.ts';
import type { IncidentRow } from '../../domain/alerting/incident-row.ts';
import type { Finding } from '../../domain/alerting/judge.ts';
import type { OutboxItem } from './outbox.ts';
import type { Transaction } from './store.ts';

/**
 * What alerting does by itself, but only where somebody asked for it: conditions of a page's own, and evidence for the fleet. It is part of what is loaded on demand
 * (docs/decisions/019). The worker may be of another build: arguments go by position, and their members are those of rows.
 */
export interface AlertingPart {
  /** Takes in a batch: API calls are metrics, too. */
  count(tx: Transaction, conditions: readonly AlertDefinition[], metrics: readonly MetricRecord[], errors: readonly ErrorRecord[], logs: readonly LogEntry[]): Promise<void>;
  /** What each condition says now. */
  judge(tx: Transaction, conditions: readonly AlertDefinition[]): Promise<readonly Finding[]>;
  /** What the fleet is to hear of a change, if anything. */
  evidence(tx: Transaction, before: IncidentRow, after: IncidentRow): Promise<readonly OutboxItem[]>;
}
