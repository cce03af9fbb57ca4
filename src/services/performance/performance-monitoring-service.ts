import type { ResolvedConfig } from '../../contract/config.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import type { ApiCallRecord, Budget, CoreWebVitals, MetricRecord, MetricType, PerformanceSummary, ResourceSummary } from '../../contract/performance.ts';
import type { PerformanceApi, Result } from '../../contract/runtime-api.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { Signal } from '../../contract/signal.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { observeCall, observeMetric, observeResources, type SeriesKind } from '../../domain/performance/observe.ts';
import { experienceScore } from '../../domain/performance/score.ts';
import { spanOf } from '../../domain/performance/steps.ts';
import { noTally, percentile, type Tally, tidy } from '../../domain/performance/tally.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Publish } from '../ports/publish.ts';
import type { ReadTransaction, Store, Transaction } from '../ports/store.ts';
import { metricLog } from '../records/metric-log.ts';
import { pruneRows, type TableRetention } from '../records/prune-rows.ts';
import { judgeBudgets, setLimit, watchBudgets } from './budget-book.ts';
import { addTallies, pruneTallies, readTallies } from './tally-rows.ts';
import { type CallRecord, toRecords } from './to-records.ts';
import { foldVital, readVitals, type ViewRow } from './view-rows.ts';

export interface PerformancePorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly publish: Publish;
  /** Names the application in `performance.alert`. */
  readonly config: () => Pick<ResolvedConfig, 'app' | 'environment'>;
}

const day = 86_400_000;
/** The most records that one question is answered with. */
const maxRecords = 1_000;
const viewsKept: TableRetention = { store: 'views', maxAge: 30 * day, maxRows: 10_000 };

/** Vitals, metrics, API calls, resources and budgets of all tabs: folds what they send, answers what elements ask. */
export class PerformanceMonitoringService implements PerformanceApi {
  readonly retention = [metricLog.retention, viewsKept, { store: 'counters', maxAge: 32 * day, maxRows: 6_000 }];
  readonly #ports: PerformancePorts;

  constructor(ports: PerformancePorts) {
    this.#ports = ports;
  }

  /** Folds a batch in the caller's transaction. The events are the caller's to publish. */
  async ingest(tx: Transaction, client: ClientInfo, signals: readonly Signal[]): Promise<{ readonly calls: ApiCallRecord[]; readonly events: readonly OpsEvent[] }> {
    const now = this.#ports.clock.now();
    const metrics = signals.flatMap((signal) => toRecords(client, signal));
    const calls = metrics.filter((metric): metric is CallRecord => metric.type === 'api');
    const observations = [...calls.flatMap(observeCall), ...signals.flatMap((signal) => (signal.kind === 'resources' ? observeResources(signal) : []))];
    for (const metric of metrics) observations.push(...(metric.type === 'vital' ? await foldVital(tx, metric, now) : observeMetric(metric)));
    metricLog.append(tx, metrics);
    this.#ports.outbox.add(tx, 'metrics', metrics);
    await addTallies(tx, observations, now);
    return { calls, events: observations.length ? await this.#watch(tx, now) : [] };
  }

  /** p75, rating, sample and shares of every vital that was measured. */
  async getCoreWebVitals(range?: TimeRange): Promise<CoreWebVitals> {
    return readVitals(await this.#tallies('page', range));
  }

  async getPerformanceSummary(range?: TimeRange): Promise<PerformanceSummary> {
    const now = this.#ports.clock.now();
    const { from, to } = spanOf(range, now);
    const page = await this.#tallies('page', range);
    const routes = await this.#tallies('route', range);
    const longTasks = page.get('longTask') ?? noTally;
    return {
      range: { from, to: Math.min(to, now) },
      pageViews: page.get('view')?.count ?? 0,
      vitals: readVitals(page),
      api: summarizeCalls(page.get('apiResponse') ?? noTally),
      routes: [...routes].map(([route, tally]) => ({ route, ...summarizeCalls(tally) })).sort((a, b) => b.count - a.count),
      longTasks: { count: longTasks.count, totalDuration: longTasks.total, max: longTasks.sketch.max },
      memory: (page.get('memoryUsage')?.latest as PerformanceSummary['memory'] | undefined) ?? null,
      budgets: await this.getBudgets(),
      score: experienceScore(page),
    };
  }

  /**
   * Records of the last 24 h, newest first, at most 1,000. `resource` holds memory readings as well, which carry `usage`. A vital
   * that changes while its page lives has a record for each value.
   *
   * @example (await service.getMetrics('resource')).filter((metric) => metric.name === 'memory_usage' && (metric.usage ?? 0) > 0.8)
   */
  getMetrics(type?: MetricType): Promise<readonly MetricRecord[]> {
    const from = this.#ports.clock.now() - day;
    const matches = (record: MetricRecord): boolean => !type || record.type === type || (type === 'resource' && record.type === 'memory');
    return this.#ports.store.read((tx) => metricLog.newest(tx, maxRecords, matches, { from }));
  }

  /** Single calls of the last 24 h, newest first, at most 1,000. */
  getAPIMetrics(): Promise<readonly ApiCallRecord[]> {
    return this.getMetrics('api') as Promise<readonly CallRecord[]>;
  }

  /** What was loaded in the last 24 h, slowest (by median) first. */
  async getResourceMetrics(): Promise<readonly ResourceSummary[]> {
    return [...(await this.#tallies('resource'))].map(summarizeResource).sort((a, b) => b.duration - a.duration);
  }

  async getBudgets(): Promise<readonly Budget[]> {
    const judged = await this.#ports.store.read((tx) => judgeBudgets(tx, this.#ports.clock.now()));
    return judged.filter(({ alertType }) => alertType === 'budget_exceeded');
  }

  /**
   * Sets the limit of a default budget, a vital, or a metric that the page records by that name.
   *
   * @example await service.setBudget('checkout-duration', 1_500)
   */
  async setBudget(name: string, limit: number): Promise<Result<Budget>> {
    // Names are shown and sent as they are: a program's word, and not a person's.
    if (!/^[a-z][\w.:/-]{0,79}$/i.test(name) || !(limit >= 0 && limit < Infinity))
      return { ok: false, error: `setBudget: expected a name and a limit from 0, got ${name}, ${limit}` };
    await this.#ports.store.write(async (tx) => {
      setLimit(tx, name, limit);
      await this.#ports.publish(tx, await this.#watch(tx, this.#ports.clock.now()));
    });
    return { ok: true, value: (await this.getBudgets()).find((budget) => budget.name === name) as Budget };
  }

  async prune(tx: Transaction, now: number): Promise<void> {
    await metricLog.prune(tx, now);
    await pruneRows<ViewRow>(tx, viewsKept, ({ at }) => at, now);
    pruneTallies(tx, now);
  }

  /** Page views, sums and percentiles name nobody and stay. */
  async eraseUser(tx: Transaction, userId: string): Promise<number> {
    return (await metricLog.remove(tx, (record) => record.userId === userId)).length;
  }

  exportUser(tx: ReadTransaction, userId: string): Promise<readonly unknown[]> {
    return metricLog.newest(tx, Infinity, (record) => record.userId === userId);
  }

  #tallies(kind: SeriesKind, range?: TimeRange): Promise<ReadonlyMap<string, Tally>> {
    return this.#ports.store.read((tx) => readTallies(tx, kind, spanOf(range, this.#ports.clock.now())));
  }

  #watch(tx: Transaction, now: number): Promise<readonly OpsEvent[]> {
    const { app, environment } = this.#ports.config();
    return watchBudgets(tx, now, { app, environment });
  }
}

/** Percentiles in ms; 0 while nothing was timed, and the count beside them says so. */
function summarizeCalls(tally: Tally): PerformanceSummary['api'] {
  const { count, failed } = tally;
  const at = (q: number): number => percentile(tally, q) ?? 0;
  return { count, errorRate: failed / (count || 1), p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function summarizeResource([series, tally]: readonly [string, Tally]): ResourceSummary {
  const { count, failed: failures, total: bytes, sketch, grades: [hits, misses] } = tally;
  const [type = '', name = series] = series.split(' ');
  return { name, host: name.split('/')[2] ?? '', type, count, duration: percentile(tally, 0.5) ?? 0, maxDuration: tidy(sketch.max), bytes, cacheHitRate: hits / (hits + misses || 1), failures };
}
