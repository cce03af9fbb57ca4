import type { AlertDefinition } from '../../contract/alert.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { LogEntry } from '../../contract/log-entry.ts';
import type { MetricRecord } from '../../contract/performance.ts';
import type { IncidentRow } from '../../domain/alerting/incident-row.ts';
import { isEvidence } from '../../domain/alerting/is-evidence.ts';
import type { Finding } from '../../domain/alerting/judge.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import type { Row, Transaction } from '../ports/store.ts';
import { countCondition, judgeOwn, pruneConditions } from './condition-rows.ts';
import { evidenceItem, type EvidenceItem } from './evidence-item.ts';

/** A bundle of the outbox, as far as it is read here. */
interface Waiting extends Row {
  readonly items: readonly EvidenceItem[];
}

/** ms */
const pruneEvery = 60_000;

/** What alerting does by itself where somebody asked for it. */
export class OwnAlerts {
  readonly #ports: QueryPorts;
  #prunedAt = 0;

  constructor(ports: QueryPorts) {
    this.#ports = ports;
  }

  async count(tx: Transaction, conditions: readonly AlertDefinition[], metrics: readonly MetricRecord[], errors: readonly ErrorRecord[], logs: readonly LogEntry[]): Promise<void> {
    const { now, config } = this.#ports;
    for (const definition of conditions) await countCondition(tx, definition, { metrics, errors, logs }, config().events, now());
  }

  async judge(tx: Transaction, conditions: readonly AlertDefinition[]): Promise<readonly Finding[]> {
    const now = this.#ports.now();
    const findings: Finding[] = [];
    for (const definition of conditions) findings.push(await judgeOwn(tx, definition, now));
    if (Math.abs(now - this.#prunedAt) >= pruneEvery) {
      this.#prunedAt = now;
      await pruneConditions(tx, conditions, now);
    }
    return findings;
  }

  async evidence(tx: Transaction, before: IncidentRow, after: IncidentRow): Promise<readonly EvidenceItem[]> {
    const { now, random, config } = this.#ports;
    if (!isEvidence(before, after, now())) return [];
    const item = await evidenceItem(tx, after, config(), now(), random);
    // Of what still waits, an outage long, only the newest word is worth a request.
    for (const { key, items } of await tx.list<Waiting>('outbox', { from: 'alerts/evidence:', to: 'alerts/evidence;' })) if (items.every((one) => one.key === item.key)) tx.delete('outbox', key);
    return [item];
  }
}
