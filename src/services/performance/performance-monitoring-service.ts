import type { ResolvedConfig } from '../../contract/config.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import type { ApiCallRecord, Budget, CoreWebVitals, MetricRecord, MetricType, PerformanceSummary, ResourceSummary } from '../../contract/performance.ts';
import type { PerformanceApi, Result } from '../../contract/runtime-api.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { Signal } from '../../contract/signal.ts';
import type { Retention } from '../../contract/status.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { budgetName } from '../../domain/performance/budgets.ts';
import { type Observation, observeCall, observeMetric, observeResources, seriesKinds } from '../../domain/performance/observe.ts';
import { quantile } from '../../domain/performance/quantile-sketch.ts';
import { vitalNames } from '../../domain/performance/rating.ts';
import { experienceScore } from '../../domain/performance/score.ts';
import { spanOf } from '../../domain/performance/steps.ts';
import type { Tally } from '../../domain/performance/tally.ts';
import { tidy } from '../../domain/performance/tidy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Publish } from '../ports/publish.ts';
import type { ReadTransaction, Store, Transaction } from '../ports/store.ts';
import { pruneRows } from '../records/prune-rows.ts';
import { RecordLog } from '../records/record-log.ts';
import { maxBudgets, readBudgets, setLimit, watchBudgets } from './budget-book.ts';
import { addTallies, pruneTallies, readTallies } from './tally-rows.ts';
import { type CallRecord, toCall, toMetrics, toVital } from './to-records.ts';
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
const records = new RecordLog<MetricRecord>('metrics');
const metricsKept = { store: 'metrics', maxAge: 7 * day, maxRows: 10_000 };
const viewsKept = { store: 'views', maxAge: 30 * day, maxRows: 10_000 };

/** Vitals, metrics, API calls, resources and budgets of all tabs: folds what they send, answers what elements ask. */
export class PerformanceMonitoringService implements PerformanceApi {
  readonly retention: readonly Retention[] = [metricsKept, viewsKept, { store: 'counters', maxAge: 32 * day, maxRows: 6_000 }];
  readonly #ports: PerformancePorts;

  constructor(ports: PerformancePorts) {
    this.#ports = ports;
  }

  /** Folds a batch in the caller's transaction. The events are the caller's to publish. */
  async ingest(tx: Transaction, client: ClientInfo, signals: readonly Signal[]): Promise<{ readonly calls: ApiCallRecord[]; readonly events: readonly OpsEvent[] }> {
    const now = this.#ports.clock.now();
    const calls: CallRecord[] = [];
    const metrics: MetricRecord[] = [];
    const vitals: MetricRecord[] = [];
    const observations: Observation[] = [];
    for (const signal of signals) {
      if (signal.kind === 'api') {
        const call = toCall(client, signal);
        calls.push(call);
        observations.push(...observeCall(call));
      } else if (signal.kind === 'metric') {
        for (const metric of toMetrics(client, signal)) {
          metrics.push(metric);
          observations.push(...observeMetric(metric));
        }
      } else if (signal.kind === 'resources') observations.push(...observeResources(signal));
      else if (signal.kind === 'vital' && signal.value >= 0 && vitalNames.includes(signal.name)) {
        const vital = toVital(client, signal);
        vitals.push(vital);
        observations.push(...(await foldVital(tx, signal.view, signal.name, vital, now)));
      }
    }
    records.append(tx, [...metrics, ...calls], `${client.tabId}-${signals[0]?.seq}`);
    this.#ports.outbox.add(tx, 'metrics', [...vitals, ...metrics, ...calls]);
    await addTallies(tx, observations, now);
    return { calls, events: await watchBudgets(tx, new Set(observations.map(([kind]) => kind)), now, this.#app()) };
  }

  /** p75, rating, sample and shares of every vital that was measured. */
  async getCoreWebVitals(range?: TimeRange): Promise<CoreWebVitals> {
    const span = spanOf(range, this.#ports.clock.now());
    return this.#ports.store.read(async (tx) => readVitals(tx, await readTallies(tx, 'page', span), span));
  }

  async getPerformanceSummary(range?: TimeRange): Promise<PerformanceSummary> {
    const now = this.#ports.clock.now();
    const span = spanOf(range, now);
    return this.#ports.store.read(async (tx) => {
      const page = await readTallies(tx, 'page', span);
      const routes = await readTallies(tx, 'route', span);
      const longTasks = page.get('longTask');
      return {
        range: { from: span.from, to: Math.min(span.to, now) },
        pageViews: page.get('view')?.count ?? 0,
        vitals: await readVitals(tx, page, span),
        api: summarizeCalls(page.get('apiResponse')),
        routes: [...routes].map(([route, tally]) => ({ route, ...summarizeCalls(tally) })).sort((a, b) => b.count - a.count || (a.route < b.route ? -1 : 1)),
        longTasks: { count: longTasks?.count ?? 0, totalDuration: longTasks?.total ?? 0, max: longTasks?.sketch.max ?? 0 },
        memory: (page.get('memoryUsage')?.latest as PerformanceSummary['memory'] | undefined) ?? null,
        budgets: await readBudgets(tx, now),
        score: experienceScore(page),
      };
    });
  }

  /**
   * Records of the last 24 h, newest first, at most 1,000. `resource` holds memory readings as well, which carry `usage`.
   *
   * @example (await service.getMetrics('resource')).filter((metric) => metric.name === 'memory_usage' && (metric.usage ?? 0) > 0.8)
   */
  getMetrics(type?: MetricType): Promise<readonly MetricRecord[]> {
    const from = this.#ports.clock.now() - day;
    return this.#ports.store.read(async (tx) => {
      const found = await records.newest(tx, maxRecords, (record) => !type || record.type === type || (type === 'resource' && record.type === 'memory'), { from });
      if (!type || type === 'vital') found.push(...(await listVitals(tx)).filter((vital) => vital.timestamp >= from));
      return found.sort((a, b) => b.timestamp - a.timestamp).slice(0, maxRecords);
    });
  }

  /** Single calls of the last 24 h, newest first, at most 1,000. */
  async getAPIMetrics(): Promise<readonly ApiCallRecord[]> {
    return (await this.getMetrics('api')) as CallRecord[];
  }

  /** What was loaded in the last 24 h, slowest (by median) first. */
  getResourceMetrics(): Promise<readonly ResourceSummary[]> {
    const span = spanOf(undefined, this.#ports.clock.now());
    return this.#ports.store.read(async (tx) => [...(await readTallies(tx, 'resource', span))].map(summarizeResource).sort((a, b) => b.duration - a.duration));
  }

  getBudgets(): Promise<readonly Budget[]> {
    return this.#ports.store.read((tx) => readBudgets(tx, this.#ports.clock.now()));
  }

  /**
   * Sets the limit of a default budget, a vital, or a metric that the page records by that name.
   *
   * @example await service.setBudget('checkout-duration', 1_500)
   */
  async setBudget(given: string, limit: number): Promise<Result<Budget>> {
    if (!Number.isFinite(limit) || limit < 0) return { ok: false, error: `setBudget: limit: expected a number of at least 0, got ${String(limit)}` };
    const name = budgetName(String(given));
    if (!name) return { ok: false, error: 'setBudget: name: expected the name of a metric (letters, digits and . : / - _, at most 80)' };
    const now = this.#ports.clock.now();
    return this.#ports.store.write(async (tx): Promise<Result<Budget>> => {
      if (!(await setLimit(tx, name, limit))) return { ok: false, error: `setBudget: expected at most ${maxBudgets} budgets` };
      await this.#ports.publish(tx, await watchBudgets(tx, new Set(seriesKinds), now, this.#app()));
      return { ok: true, value: (await readBudgets(tx, now)).find((budget) => budget.name === name) as Budget };
    });
  }

  async prune(tx: Transaction, now: number): Promise<void> {
    await records.prune(tx, now - metricsKept.maxAge, metricsKept.maxRows);
    await pruneRows<ViewRow>(tx, 'views', ({ at }) => at, now - viewsKept.maxAge, viewsKept.maxRows);
    pruneTallies(tx, now);
  }

  /** Sums and percentiles name nobody and stay. */
  async eraseUser(tx: Transaction, userId: string): Promise<number> {
    const views = (await tx.list<ViewRow>('views')).filter(({ vitals }) => Object.values(vitals).some((vital) => vital.userId === userId));
    for (const { key } of views) tx.delete('views', key);
    return views.length + (await records.remove(tx, (record) => record.userId === userId)).length;
  }

  async exportUser(tx: ReadTransaction, userId: string): Promise<readonly unknown[]> {
    const mine = (record: MetricRecord): boolean => record.userId === userId;
    return [...(await listVitals(tx)).filter(mine), ...(await records.newest(tx, Infinity, mine))];
  }

  #app() {
    const { app, environment } = this.#ports.config();
    return { app, environment };
  }
}

async function listVitals(tx: ReadTransaction): Promise<MetricRecord[]> {
  return (await tx.list<ViewRow>('views')).flatMap(({ vitals }) => Object.values(vitals));
}

/** Percentiles in ms; 0 while nothing was timed, and the count beside them says so. */
function summarizeCalls(tally: Tally | undefined): PerformanceSummary['api'] {
  const at = (q: number): number => tidy((tally && quantile(tally.sketch, q)) ?? 0);
  return { count: tally?.count ?? 0, errorRate: tally ? tally.failed / tally.count : 0, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function summarizeResource([series, { count, failed: failures, total: bytes, sketch, grades: [hits = 0, misses = 0] }]: readonly [string, Tally]): ResourceSummary {
  const [type = '', name = series] = series.split(' ');
  const duration = tidy(quantile(sketch, 0.5) ?? 0);
  return { name, host: name.split('/')[2] ?? '', type, count, duration, maxDuration: tidy(sketch.max), bytes, cacheHitRate: hits / (hits + misses || 1), failures };
}
