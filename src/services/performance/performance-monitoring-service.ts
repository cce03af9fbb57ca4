import type { ResolvedConfig } from '../../contract/config.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import type { ApiCallRecord, Budget, MetricRecord } from '../../contract/performance.ts';
import type { Result } from '../../contract/runtime-api.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { Signal } from '../../contract/signal.ts';
import { observeCall, observeMetric, observeResources } from '../../domain/performance/observe.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Publish } from '../ports/publish.ts';
import type { Store, Transaction } from '../ports/store.ts';
import { metricLog } from '../records/metric-log.ts';
import { pruneRows } from '../records/prune-rows.ts';
import { judgeBudgets, setLimit, watchBudgets } from './budget-book.ts';
import { addTallies, pruneTallies } from '../records/tally-rows.ts';
import { type CallRecord, toRecords } from './to-records.ts';
import { foldVital, type ViewRow, viewsKept } from './view-rows.ts';

export interface PerformancePorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly publish: Publish;
  /** Names the application in `performance.alert`. */
  readonly config: () => Pick<ResolvedConfig, 'app' | 'environment'>;
}

/** Vitals, metrics, API calls, resources and budgets of all tabs: folds what they send, and watches budgets. */
export class PerformanceMonitoringService {
  readonly #ports: PerformancePorts;

  constructor(ports: PerformancePorts) {
    this.#ports = ports;
  }

  /** Folds a batch in the caller's transaction. The events are the caller's to publish. */
  async ingest(tx: Transaction, client: ClientInfo, signals: readonly Signal[]): Promise<{ readonly calls: ApiCallRecord[]; readonly metrics: readonly MetricRecord[]; readonly events: readonly OpsEvent[] }> {
    const now = this.#ports.clock.now();
    const metrics = signals.flatMap((signal) => toRecords(client, signal));
    const calls = metrics.filter((metric): metric is CallRecord => metric.type === 'api');
    const observations = [...calls.flatMap(observeCall), ...signals.flatMap((signal) => (signal.kind === 'resources' ? observeResources(signal) : []))];
    for (const metric of metrics) observations.push(...(metric.type === 'vital' ? await foldVital(tx, metric, now) : observeMetric(metric)));
    metricLog.append(tx, metrics);
    this.#ports.outbox.add(tx, 'metrics', metrics);
    await addTallies(tx, observations, now);
    return { calls, metrics, events: observations.length ? await this.#watch(tx, now) : [] };
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
    const now = this.#ports.clock.now();
    return this.#ports.store.write(async (tx) => {
      setLimit(tx, name, limit);
      await this.#ports.publish(tx, await this.#watch(tx, now));
      return { ok: true, value: (await judgeBudgets(tx, now)).find((judged) => judged.name === name) as Budget };
    });
  }

  async prune(tx: Transaction, now: number): Promise<void> {
    await metricLog.prune(tx, now);
    await pruneRows<ViewRow>(tx, viewsKept, ({ at }) => at, now);
    pruneTallies(tx, now);
  }

  #watch(tx: Transaction, now: number): Promise<readonly OpsEvent[]> {
    const { app, environment } = this.#ports.config();
    return watchBudgets(tx, now, { app, environment });
  }
}
