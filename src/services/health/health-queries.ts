import type { CheckRegistration, HealthCheckView, HealthHistoryEntry, TimelineSpan } from '../../contract/health.ts';
import type { HealthApi, Result } from '../../contract/runtime-api.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { availabilityOver } from '../../domain/health/availability.ts';
import { newCheckRow, type CheckRow, type Offer } from '../../domain/health/check-row.ts';
import type { Check } from '../../domain/health/check-setup.ts';
import type { CheckDefinition } from '../../domain/health/definitions.ts';
import { maxChecks, readRegistration } from '../../domain/health/read-registration.ts';
import { timelineOf } from '../../domain/health/timeline.ts';
import { resolveRange } from '../../domain/resolve-range.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import { day } from '../records/counter-rows.ts';
import { CheckBook } from './check-book.ts';
import { historyAge, readHistory } from './check-history.ts';
import type { BookPorts } from './health-ports.ts';

/** ms; a result is taken to say something for three times as long, where it does not tell. */
const usualInterval = 60_000;

/** Functions remembered a check: a multi-page site registers anew with every page. */
const maxOffers = 60;

/** No one is told here, and nothing is asked: whether there is a network does not matter to what is written down. */
const bookPorts = ({ now, random, config, mask }: QueryPorts): BookPorts => ({ clock: { now }, random, config, scrub: mask, online: () => true, notify: () => undefined, retryDelivery: () => undefined, loop: { lag: 0, since: 0 } });

const offer = (offers: readonly Offer[], action: string, tabId: string): readonly Offer[] =>
  [[action, tabId] as const, ...offers.filter((known) => known[0] !== action || known[1] !== tabId)].slice(0, maxOffers);

/** What is asked about the past of checks, and what people say about them. */
export class HealthQueries implements Pick<HealthApi, 'getHealthHistory' | 'getAvailability' | 'getTimeline' | 'enableHealthCheck' | 'disableHealthCheck' | 'register' | 'registerRecovery'> {
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

  /** Kept until it is changed again, over restarts, and stronger than the option `health.disabled`. */
  enableHealthCheck(id: string): Promise<Result<HealthCheckView>> {
    return this.#switch(id, true);
  }

  disableHealthCheck(id: string): Promise<Result<HealthCheckView>> {
    return this.#switch(id, false);
  }

  #switch(id: string, on: boolean): Promise<Result<HealthCheckView>> {
    return this.#change(id, (book, check) => book.update(check, { on, nextRun: book.now }));
  }

  async register(registration: CheckRegistration): Promise<Result<HealthCheckView>> {
    const read = readRegistration(this.#ports.mask({ ...registration }));
    if (typeof read === 'string') return { ok: false, error: read };
    const register = (book: CheckBook, check: Check): string | void => {
      if (book.checks.size > maxChecks) return `expected at most ${maxChecks}`;
      // Two that wait for one another would never run again.
      const above = new Set<string | undefined>();
      for (let id = read.dependsOn; id && !above.has(id); id = book.checks.get(id)?.parent) above.add(id);
      if (above.has(check.id)) return `dependsOn: expected a check that does not depend on it, got ${read.dependsOn}`;
      book.update(check, { ...read, offers: read.tabId ? offer(check.offers, '', read.tabId) : check.offers, absent: null, nextRun: check.timestamp ? check.nextRun : book.now });
    };
    return this.#change(read.id, register, read);
  }

  registerRecovery(checkId: string, action: string, tabId: string): Promise<Result<HealthCheckView>> {
    return this.#change(checkId, (book, check) => book.update(check, { offers: offer(check.offers, action, tabId) }));
  }

  /** Changes a check; a text says why not. `fresh`: to begin with, where there is none. The service, which is woken by it, tells the pages. */
  #change(id: string, act: (book: CheckBook, check: Check) => string | void, fresh?: CheckDefinition): Promise<Result<HealthCheckView>> {
    return this.#ports.store.write(async (tx) => {
      const book = await CheckBook.open(tx, bookPorts(this.#ports));
      const check = book.checks.get(id) ?? (fresh && book.add(newCheckRow(fresh)));
      const error = check ? act(book, check) : 'unknown';
      if (!check || error) return { ok: false, error: `health check ${id}: ${error}` };
      tx.put('checks', check);
      return { ok: true, value: book.view(check) };
    });
  }
}
