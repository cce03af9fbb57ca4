import type { ApiCallRecord, Budget, CoreWebVitals, MetricRecord, MetricType, PerformanceSummary, ResourceSummary } from '../../contract/performance.ts';
import type { PerformanceApi } from '../../contract/runtime-api.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import type { SeriesKind } from '../../domain/performance/observe.ts';
import { experienceScore } from '../../domain/performance/score.ts';
import { spanOf } from '../../domain/performance/steps.ts';
import { noTally, percentile, type Tally, tidy } from '../../domain/performance/tally.ts';
import type { Keeper } from '../ports/keeper.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import { day } from '../records/counter-rows.ts';
import { metricLog } from '../records/metric-log.ts';
import { judgeBudgets } from './budget-book.ts';
import { readTallies, talliesKept } from '../records/tally-rows.ts';
import type { CallRecord } from './to-records.ts';
import { readVitals } from './read-vitals.ts';
import { viewsKept } from './view-rows.ts';

/** The most records that one question is answered with. */
const maxRecords = 1_000;

/** What is asked about vitals, metrics, API calls, resources and budgets of all tabs. */
export class PerformanceQueries implements Omit<PerformanceApi, 'setBudget'> {
  readonly #ports: QueryPorts;

  constructor(ports: QueryPorts) {
    this.#ports = ports;
  }

  /** p75, rating, sample and shares of every vital that was measured. */
  async getCoreWebVitals(range?: TimeRange): Promise<CoreWebVitals> {
    return readVitals(await this.#tallies('page', range));
  }

  async getPerformanceSummary(range?: TimeRange): Promise<PerformanceSummary> {
    const now = this.#ports.now();
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
    const from = this.#ports.now() - day;
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
    const judged = await this.#ports.store.read((tx) => judgeBudgets(tx, this.#ports.now()));
    return judged.filter(({ alertType }) => alertType === 'budget_exceeded');
  }

  #tallies(kind: SeriesKind, range?: TimeRange): Promise<ReadonlyMap<string, Tally>> {
    return this.#ports.store.read((tx) => readTallies(tx, kind, spanOf(range, this.#ports.now())));
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

/** A person's rights over metrics. Page views, sums and percentiles name nobody and stay. */
export const metricKeeper: Keeper = {
  retention: [metricLog.retention, viewsKept, talliesKept],
  eraseUser: async (tx, userId) => (await metricLog.remove(tx, (record) => record.userId === userId)).length,
  exportUser: (tx, userId) => metricLog.newest(tx, Infinity, (record) => record.userId === userId),
};
