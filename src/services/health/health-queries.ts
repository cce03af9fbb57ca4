import type { HealthHistoryEntry, TimelineSpan } from '../../contract/health.ts';
import type { HealthApi } from '../../contract/runtime-api.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { availabilityOver } from '../../domain/health/availability.ts';
import type { CheckRow } from '../../domain/health/check-row.ts';
import { timelineOf } from '../../domain/health/timeline.ts';
import { resolveRange } from '../../domain/resolve-range.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import { day } from '../records/counter-rows.ts';
import { historyAge, readHistory } from './check-history.ts';

/** ms; a result is taken to say something for three times as long, where it does not tell. */
const usualInterval = 60_000;

/** What is asked about the past of checks. */
export class HealthQueries implements Pick<HealthApi, 'getHealthHistory' | 'getAvailability' | 'getTimeline'> {
  readonly #ports: QueryPorts;

  constructor(ports: QueryPorts) {
    this.#ports = ports;
  }

  /** Newest first, of the last 7 days. */
  getHealthHistory(id: string, limit = 100): Promise<readonly HealthHistoryEntry[]> {
    return this.#ports.store.read((tx) => readHistory(tx, id, limit, this.#ports.now()));
  }

  /** @example await queries.getAvailability('api_connectivity') // [{ id, name, '1h': 1, '24h': 0.9987, '7d': 0.9991, '30d': null }] */
  async getAvailability(id?: string): Promise<Awaited<ReturnType<HealthApi['getAvailability']>>> {
    const { store, now } = this.#ports;
    const rows = await store.read((tx) => tx.list<CheckRow>('checks'));
    return rows.filter(({ key }) => !id || key === id).map(({ key, name, stood }) => ({ id: key, name, ...availabilityOver(stood, now()) }));
  }

  /** Of the last 7 days at most. @throws {TypeError} if the range is none */
  async getTimeline(id: string, range: TimeRange = '24h'): Promise<readonly TimelineSpan[]> {
    const { store, now } = this.#ports;
    const at = now();
    const { from, to } = resolveRange(range, at);
    const kept = Math.max(from, at - historyAge);
    // What stood when the range began was found before it.
    const results = await store.read((tx) => readHistory(tx, id, Infinity, at, kept - day));
    return timelineOf(results, kept, Math.min(to, at), usualInterval);
  }
}
