import type { ApiCallRecord, Budget, CoreWebVitals, MetricRecord, MetricType, PerformanceSummary, ResourceSummary } from '../../contract/performance.ts';
import type { MemoryReport, PageSummary, PerformanceInsights, ResourceReport, Series, SeriesQuery, VitalsQuery } from '../../contract/performance-answers.ts';
import type { PerformanceApi, Result } from '../../contract/runtime-api.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { experienceScore } from '../../domain/performance/score.ts';
import { spansOf } from '../../domain/performance/steps.ts';
import { resolveRange } from '../../domain/resolve-range.ts';
import type { SeriesKind } from '../../domain/performance/observe.ts';
import { noTally, type Tally } from '../../domain/performance/tally.ts';
import type { Keeper } from '../ports/keeper.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import { day } from '../records/counter-rows.ts';
import { metricLog } from '../records/metric-log.ts';
import { judgeBudgets, setLimit } from './budget-book.ts';
import { metricType, seriesQuery, vitalsQuery } from './check-query.ts';
import { readInsights } from './read-insights.ts';
import { readSeries, within } from './read-series.ts';
import { readTrends } from './read-trends.ts';
import { readVitals } from './read-vitals.ts';
import { reportMemory } from './report-memory.ts';
import { reportResources, summarizeCalls, summarizePages, summarizeResources, summarizeRoutes } from './summarize.ts';
import { readRolled, readTallies, talliesKept } from '../records/tally-rows.ts';
import { pruneRecords } from '../records/prune-records.ts';
import { pruneRows } from '../records/prune-rows.ts';
import { pruneTallies } from '../records/prune-tallies.ts';
import { removeRecords } from '../records/remove-records.ts';
import type { CallRecord } from './to-records.ts';
import { type ViewRow, viewsKept } from './view-rows.ts';

/** The most records that one question is answered with. */
const maxRecords = 1_000;
/** The most that one looks at to find causes: of memory, a day of four documents. */
const maxRead = 12_000;

/** What is asked about vitals, metrics, API calls, resources and budgets of all tabs. */
export class PerformanceQueries implements PerformanceApi {
  readonly #ports: QueryPorts;

  constructor(ports: QueryPorts) {
    this.#ports = ports;
  }

  /**
   * p75, rating, sample and shares of every vital that was measured, of all page views or of some.
   *
   * @example await service.getCoreWebVitals({ range: '7d', page: '/doctors/:id', device: 'mobile' })
   */
  async getCoreWebVitals(query?: TimeRange | VitalsQuery): Promise<CoreWebVitals> {
    const { range, ...filter } = vitalsQuery(query);
    const named = within(filter);
    return readVitals(await this.#tallies(named ? 'cell' : 'page', range, named, filter.page));
  }

  /**
   * A metric over time, for charts.
   *
   * @throws {TypeError} of a question that is none: where, expected, got; so do all that take a range
   * @example await service.getSeries({ metric: 'LCP', range: '7d', page: '/book', points: 28 })
   */
  async getSeries(query: SeriesQuery): Promise<Series> {
    const now = this.#ports.now();
    const asked = seriesQuery(query);
    resolveRange(asked.range, now);
    return this.#ports.store.read((tx) => readSeries(tx, asked, now));
  }

  /** What each page costs its users. */
  async getPages(range?: TimeRange): Promise<readonly PageSummary[]> {
    return summarizePages(await this.#tallies('cell', range));
  }

  async getPerformanceSummary(range?: TimeRange): Promise<PerformanceSummary> {
    const now = this.#ports.now();
    const spans = spansOf(range, now, 0);
    const page = await this.#tallies('page', range);
    const routes = await this.#tallies('route', range);
    const calls = await this.#tallies('resource', range, (series) => /^(fe|xm)/.test(series) && series);
    const longTasks = page.get('longTask') ?? noTally;
    return {
      range: { from: spans[0]!.from, to: Math.min(spans.at(-1)!.to, now) },
      pageViews: page.get('view')?.count ?? 0,
      vitals: readVitals(page),
      api: summarizeCalls(page.get('apiResponse') ?? noTally),
      routes: summarizeRoutes(routes, calls),
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
  async getMetrics(type?: MetricType): Promise<readonly MetricRecord[]> {
    const wanted = metricType(type);
    const from = this.#ports.now() - day;
    const matches = (record: MetricRecord): boolean => !wanted || record.type === wanted || (wanted === 'resource' && record.type === 'memory');
    return this.#ports.store.read((tx) => metricLog.newest(tx, maxRecords, matches, { from }));
  }

  /** Single calls of the last 24 h, newest first, at most 1,000. */
  getAPIMetrics(): Promise<readonly ApiCallRecord[]> {
    return this.getMetrics('api') as Promise<readonly CallRecord[]>;
  }

  /** What was loaded in the last 24 h, slowest (by median) first. */
  async getResourceMetrics(): Promise<readonly ResourceSummary[]> {
    return summarizeResources(await this.#tallies('resource'));
  }

  /** Resources by type and by host, heaviest first, and the slowest. */
  async getResourceReport(range?: TimeRange): Promise<ResourceReport> {
    return reportResources(await this.#tallies('resource', range));
  }

  /** Heaps of the last 24 h, and which of them look like a leak. */
  async getMemoryReport(): Promise<MemoryReport> {
    const readings = await this.#records(({ usage }) => usage !== undefined);
    return reportMemory(readings.reverse(), (await this.#tallies('page')).has('view'));
  }

  /** What makes pages slow, of the last 24 h. */
  async getInsights(): Promise<PerformanceInsights> {
    return readInsights(await this.#records(({ type }) => type === 'insight'));
  }

  /** Each with its limit, what was measured in the last hour, and how the last day compares with the week before. */
  async getBudgets(): Promise<readonly Budget[]> {
    const now = this.#ports.now();
    return this.#ports.store.read(async (tx) => readTrends(tx, (await judgeBudgets(tx, now)).filter(({ alertType }) => alertType === 'budget_exceeded'), now));
  }

  /**
   * Sets the limit of a default budget, a vital, or a metric that the page records by that name; for one `page`, by its path with ids folded, of what every
   * page measures.
   *
   * @example await service.setBudget('LCP', 1_500, '/doctors/:id')
   */
  async setBudget(name: string, limit: number, page = ''): Promise<Result<Budget>> {
    // Names are shown and sent as they are: a program's word, and not a person's.
    if (!/^[a-z][\w.:/-]{0,79}$/i.test(name) || !(limit >= 0 && limit < Infinity) || !/^(\/[^\s?#]{0,200})?$/.test(page))
      return { ok: false, error: `setBudget: expected a name, a limit from 0 and a path or none, got ${name}, ${limit}, ${page}` };
    const now = this.#ports.now();
    const judged = await this.#ports.store.write(async (tx) => {
      setLimit(tx, page ? `${name} ${page}` : name, limit);
      return judgeBudgets(tx, now);
    });
    return { ok: true, value: judged.find((one) => one.name === name && (one.page ?? '') === page) as Budget };
  }

  #records(matches: (record: MetricRecord) => boolean): Promise<MetricRecord[]> {
    return this.#ports.store.read((tx) => metricLog.newest(tx, maxRead, matches, { from: this.#ports.now() - day }));
  }

  async #tallies(kind: SeriesKind, range?: TimeRange, wanted?: (series: string) => string | undefined | false, page?: string): Promise<ReadonlyMap<string, Tally>> {
    const now = this.#ports.now();
    // Said here, and not by a transaction that fails.
    resolveRange(range, now);
    return this.#ports.store.read(async (tx) => readTallies(tx, kind, spansOf(range, now, await readRolled(tx, now)), wanted, page));
  }
}

/** A person's rights over metrics. Page views, sums and percentiles name nobody and stay. */
export const metricKeeper: Keeper = {
  retention: [metricLog.retention, viewsKept, talliesKept],
  eraseUser: async (tx, userId) => (await removeRecords(tx, metricLog, (record) => record.userId === userId)).length,
  exportUser: (tx, userId) => metricLog.newest(tx, Infinity, (record) => record.userId === userId),
  prune: async (tx, now) => {
    await pruneRecords(tx, metricLog, now);
    await pruneRows<ViewRow>(tx, viewsKept, ({ at }) => at, now);
    await pruneTallies(tx, now);
  },
};
