import type { ResolvedConfig } from '../../contract/config.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import type { ApiCallRecord, Budget, CoreWebVitals, MetricRecord, MetricType, PerformanceSummary, ResourceSummary } from '../../contract/performance.ts';
import type { PerformanceApi, Result } from '../../contract/runtime-api.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { ApiSignal, MetricSignal, ResourceSignal, Signal, VitalSignal } from '../../contract/signal.ts';
import type { Retention } from '../../contract/status.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { defineBudget, metricNames } from '../../domain/performance/budgets.ts';
import { quantile, type QuantileSketch } from '../../domain/performance/quantile-sketch.ts';
import { boundsOf, coverRange } from '../../domain/performance/range-cover.ts';
import { maxResources } from '../../domain/performance/resource-fold.ts';
import { emptyApi, emptyMetrics, emptyVitals, foldApi, foldMetrics, foldRoutes, foldVitals, mergeRoutes, type RouteTally } from '../../domain/performance/rollup.ts';
import { experienceScore } from '../../domain/performance/score.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Publish } from '../ports/publish.ts';
import type { ReadTransaction, Store, Transaction } from '../ports/store.ts';
import { listBudgets, maxBudgets, putBudget, readBudgets, watchBudgets } from './budget-rows.ts';
import { eraseFromChunks, listRecords, pruneChunks, putChunk } from './chunk-rows.ts';
import { readApi, readMetrics, readVitals } from './measurements.ts';
import { foldResources, listResources, pruneResources } from './resource-rows.ts';
import { foldIntoRollups, maxRollupRows, pruneRollups, readRollups } from './rollup-rows.ts';
import { tidy } from './tidy.ts';
import { callAsMetric, type StoredCall, toCall, toMetric, toMetricValue, toVital } from './to-records.ts';
import { dropView, foldViews, listViews, pruneViews, recordsOfViews, viewsOfUser } from './view-rows.ts';

export interface PerformancePorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly publish: Publish;
  /** Names the application in `performance.alert`. */
  readonly config: () => Pick<ResolvedConfig, 'app' | 'environment'>;
}

const day = 86_400_000;
/** The most records that one question is answered with, the most routes, and the most resources. */
const maxRecords = 1_000;
const maxRouteSummaries = 200;
const maxResourceSummaries = 200;

/** Vitals, metrics, API calls, resources and budgets of all tabs: folds what they send, answers what elements ask. */
export class PerformanceMonitoringService implements PerformanceApi {
  readonly retention: readonly Retention[] = [
    { store: 'metrics', maxAge: 7 * day, maxRows: 5_000 },
    { store: 'calls', maxAge: 7 * day, maxRows: 5_000 },
    { store: 'views', maxAge: 30 * day, maxRows: 10_000 },
    { store: 'counters', maxAge: 32 * day, maxRows: Math.ceil(maxRollupRows) },
    { store: 'resources', maxAge: 30 * day, maxRows: maxResources },
  ];
  readonly #ports: PerformancePorts;

  constructor(ports: PerformancePorts) {
    this.#ports = ports;
  }

  /** Folds a batch in the caller's transaction. The events are the caller's to publish. */
  async ingest(tx: Transaction, client: ClientInfo, signals: readonly Signal[]): Promise<{ readonly calls: ApiCallRecord[]; readonly events: OpsEvent[] }> {
    const now = this.#ports.clock.now();
    const vitals = signals.filter((signal): signal is VitalSignal => signal.kind === 'vital' && Number.isFinite(signal.value) && signal.value >= 0);
    const metrics = signals.filter((signal): signal is MetricSignal => signal.kind === 'metric' && Number.isFinite(signal.value));
    const api = signals.filter((signal): signal is ApiSignal => signal.kind === 'api');
    const resources = signals.filter((signal): signal is ResourceSignal => signal.kind === 'resources');
    const suffix = `${client.tabId}-${signals[0]?.seq ?? 0}`;
    const calls = api.map((signal) => toCall(client, signal));
    const records = metrics.map((signal) => toMetric(client, signal));

    putChunk(tx, 'calls', calls, suffix);
    putChunk(tx, 'metrics', records, suffix);
    await foldIntoRollups(tx, 'vitals', await foldViews(tx, client, vitals), now, emptyVitals, foldVitals);
    const timed = calls.map((call) => ({ at: call.timestamp, item: call }));
    await foldIntoRollups(tx, 'api', timed, now, emptyApi, foldApi);
    await foldIntoRollups<readonly RouteTally[], StoredCall>(tx, 'routes', timed, now, [], foldRoutes);
    const values = metrics.flatMap((signal) => {
      const item = toMetricValue(signal);
      return item ? [{ at: signal.at, item }] : [];
    });
    await foldIntoRollups(tx, 'metrics', values, now, emptyMetrics, foldMetrics);
    await foldResources(tx, resources);
    this.#send(tx, client, [...vitals.map((signal) => toVital(client, signal)), ...records, ...calls.map((call) => ({ type: 'api', name: call.route, value: call.duration, unit: 'ms', ...call }))]);

    const events = await watchBudgets(tx, { vitals: vitals.length > 0, api: calls.length > 0, metrics: values.length > 0 }, now);
    return { calls, events: events.map((event) => this.#named(event)) };
  }

  /** p75, rating, sample and shares of every vital that was measured. */
  getCoreWebVitals(range?: TimeRange): Promise<CoreWebVitals> {
    const now = this.#ports.clock.now();
    return this.#ports.store.read(async (tx) => (await readVitals(tx, coverRange(boundsOf(range, now), now))).vitals);
  }

  getPerformanceSummary(range?: TimeRange): Promise<PerformanceSummary> {
    const now = this.#ports.clock.now();
    const cover = coverRange(boundsOf(range, now), now);
    return this.#ports.store.read(async (tx) => {
      const { views, vitals } = await readVitals(tx, cover);
      const api = await readApi(tx, cover);
      const { metrics, memory } = await readMetrics(tx, cover);
      const routes = mergeRoutes(await readRollups<readonly RouteTally[]>(tx, 'routes', cover));
      const longTasks = metrics.find((tally) => tally.name === metricNames.longTask);
      return {
        range: { from: cover.from, to: cover.to },
        pageViews: views,
        vitals,
        api: { count: api.count, errorRate: rate(api.failed, api.count), ...percentiles(api.sketch) },
        routes: routes
          .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
          .slice(0, maxRouteSummaries)
          .map(({ name, count, failed, sketch }) => ({ route: name, count, errorRate: rate(failed, count), ...percentiles(sketch) })),
        longTasks: { count: longTasks?.count ?? 0, totalDuration: longTasks?.total ?? 0, max: longTasks?.max ?? 0 },
        memory: memory && { used: memory.used, limit: memory.limit, usage: memory.usage },
        budgets: await readBudgets(tx, now),
        score: experienceScore(api, vitals),
      };
    });
  }

  /**
   * Records of the last 24 h, newest first, at most 1,000. `resource` holds memory readings as well, which carry `usage`.
   *
   * @example (await service.getMetrics('resource')).filter((metric) => metric.name === 'memory_usage' && (metric.usage ?? 0) > 0.8)
   */
  getMetrics(type?: MetricType): Promise<readonly MetricRecord[]> {
    const now = this.#ports.clock.now();
    const from = now - day;
    const wanted = (record: MetricRecord): boolean => type === undefined || record.type === type || (type === 'resource' && record.type === 'memory');
    return this.#ports.store.read(async (tx) => {
      const metrics = await listRecords<MetricRecord>(tx, 'metrics', from, maxRecords, wanted);
      const vitals = type === undefined || type === 'vital' ? recordsOfViews(await listViews(tx, from, now, maxRecords)) : [];
      const calls = type === undefined || type === 'api' ? await listRecords<StoredCall>(tx, 'calls', from, maxRecords, () => true) : [];
      const all = [...metrics, ...vitals, ...calls.map((call) => callAsMetric(call))];
      return all.sort((a, b) => b.timestamp - a.timestamp).slice(0, maxRecords);
    });
  }

  /** Single calls of the last 24 h, newest first, at most 1,000. */
  getAPIMetrics(): Promise<readonly ApiCallRecord[]> {
    const from = this.#ports.clock.now() - day;
    return this.#ports.store.read((tx) => listRecords<StoredCall>(tx, 'calls', from, maxRecords, () => true));
  }

  /** What was loaded in the last 24 h, slowest (by median) first, at most 200; counts go back to a resource's first load. */
  getResourceMetrics(): Promise<readonly ResourceSummary[]> {
    const from = this.#ports.clock.now() - day;
    return this.#ports.store.read((tx) => listResources(tx, from, maxResourceSummaries));
  }

  getBudgets(): Promise<readonly Budget[]> {
    return this.#ports.store.read((tx) => readBudgets(tx, this.#ports.clock.now()));
  }

  /**
   * Sets the limit of a default budget, a vital, or a metric that the page records by that name.
   *
   * @example await service.setBudget('checkout-duration', 1_500)
   */
  async setBudget(name: string, limit: number): Promise<Result<Budget>> {
    if (typeof limit !== 'number' || !Number.isFinite(limit) || limit < 0) return { ok: false, error: `setBudget: limit: expected a number of at least 0, got ${String(limit)}` };
    const definition = typeof name === 'string' ? defineBudget(name, limit) : null;
    if (!definition) return { ok: false, error: 'setBudget: name: expected the name of a metric (letters, digits and . : / - _, at most 80)' };
    const now = this.#ports.clock.now();
    return this.#ports.store.write(async (tx): Promise<Result<Budget>> => {
      const budgets = await listBudgets(tx);
      if (budgets.length >= maxBudgets && !budgets.some((row) => row.definition.name === definition.name)) {
        return { ok: false, error: `setBudget: expected at most ${maxBudgets} budgets, got one more` };
      }
      const { budget, events } = await putBudget(tx, definition, now);
      await this.#ports.publish(tx, events.map((event) => this.#named(event)));
      return { ok: true, value: budget };
    });
  }

  async prune(tx: Transaction, now: number): Promise<void> {
    for (const { store, maxAge, maxRows } of this.retention) {
      if (store === 'metrics' || store === 'calls') await pruneChunks(tx, store, now - maxAge, maxRows);
      if (store === 'views') await pruneViews(tx, now - maxAge, maxRows);
      if (store === 'resources') await pruneResources(tx, now - maxAge);
    }
    pruneRollups(tx, now);
  }

  /** Rollups name nobody and stay. */
  async eraseUser(tx: Transaction, userId: string): Promise<number> {
    const views = await viewsOfUser(tx, userId);
    for (const view of views) dropView(tx, view);
    return views.length + (await eraseFromChunks(tx, 'metrics', userId)) + (await eraseFromChunks(tx, 'calls', userId));
  }

  async exportUser(tx: ReadTransaction, userId: string): Promise<readonly unknown[]> {
    const mine = (item: { readonly userId: string | null }): boolean => item.userId === userId;
    const metrics = await listRecords<MetricRecord>(tx, 'metrics', 0, Infinity, mine);
    const calls = await listRecords<StoredCall>(tx, 'calls', 0, Infinity, mine);
    return [...recordsOfViews(await viewsOfUser(tx, userId)), ...metrics, ...calls];
  }

  #send(tx: Transaction, client: ClientInfo, items: readonly { readonly id: string }[]): void {
    const { app, environment } = client;
    if (items.length) this.#ports.outbox.add(tx, 'metrics', items.map((item) => ({ ...item, app, environment })));
  }

  #named(event: OpsEvent): OpsEvent {
    const { app, environment } = this.#ports.config();
    return event.name === 'performance.alert' ? { name: event.name, detail: { ...event.detail, app, environment } } : event;
  }
}

function rate(failed: number, count: number): number {
  return count ? failed / count : 0;
}

/** In ms; 0 while nothing was timed, and the count beside it says so. */
function percentiles(sketch: QuantileSketch): { p50: number; p95: number; p99: number } {
  const at = (q: number): number => tidy(quantile(sketch, q) ?? 0);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
