import type { HealthHistoryEntry } from '../../contract/health.ts';
import type { HealthApi } from '../../contract/runtime-api.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import { readHistory } from './check-history.ts';

/** What is asked about the past of checks. */
export class HealthQueries implements Pick<HealthApi, 'getHealthHistory'> {
  readonly #ports: QueryPorts;

  constructor(ports: QueryPorts) {
    this.#ports = ports;
  }

  /** Newest first, of the last 7 days. */
  getHealthHistory(id: string, limit = 100): Promise<readonly HealthHistoryEntry[]> {
    return this.#ports.store.read((tx) => readHistory(tx, id, limit, this.#ports.now()));
  }
}
