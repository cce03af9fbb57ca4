import type { IncidentRow } from '../../domain/alerting/incident-row.ts';
import { isEvidence } from '../../domain/alerting/is-evidence.ts';
import type { Finding } from '../../domain/alerting/judge.ts';
import type { AlertingPart } from '../ports/alerting-part.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import type { Transaction } from '../ports/store.ts';
import { evidenceItem, type EvidenceItem } from './evidence-item.ts';

/** What alerting does by itself where somebody asked for it. */
export class OwnAlerts implements AlertingPart {
  readonly #ports: QueryPorts;

  constructor(ports: QueryPorts) {
    this.#ports = ports;
  }

  async count(): Promise<void> {}

  async judge(): Promise<readonly Finding[]> {
    return [];
  }

  async evidence(tx: Transaction, before: IncidentRow, after: IncidentRow): Promise<readonly EvidenceItem[]> {
    const { now, random, config } = this.#ports;
    return isEvidence(before, after, now()) ? [await evidenceItem(tx, after, config(), now(), random())] : [];
  }
}
