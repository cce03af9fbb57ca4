import type { ApiCallRecord, MetricRecord } from '../../contract/performance.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { Signal } from '../../contract/signal.ts';
import { cellOf } from '../../domain/performance/cell.ts';
import { isFailure } from '../../domain/performance/outcome.ts';
import { type Observation, observeCall, observeMetric, observeResources } from '../../domain/performance/observe.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Store, Transaction } from '../ports/store.ts';
import { metricLog } from '../records/metric-log.ts';
import { judgeBudgets } from './budget-book.ts';
import { addTallies } from '../records/tally-rows.ts';
import { type CallRecord, toRecords } from './to-records.ts';
import { foldVital } from './view-rows.ts';

export interface PerformancePorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** Tells breaches of budgets, once it was found that there are some. */
  readonly tell: () => Promise<unknown>;
  /** `effectiveType` of the Network Information API, where the engine has it. */
  readonly connection?: (() => string | undefined) | undefined;
}

/** ms between two looks at the budgets, at least. */
const watchEvery = 5_000;
/** ms after a failure within which the same call is a retry. */
const retryWithin = 60_000;
const mostFailed = 200;

/** Vitals, metrics, API calls, resources and budgets of all tabs: folds what they send, and watches budgets. */
export class PerformanceMonitoringService {
  readonly #ports: PerformancePorts;
  /** Whether anything was measured since budgets were last looked at. */
  #measured = false;
  /** When a call failed last, epoch ms, by tab, method and URL: the newest few. Lost with the runtime, which costs the mark on a retry and nothing else. */
  readonly #failed = new Map<string, number>();

  constructor(ports: PerformancePorts) {
    this.#ports = ports;
  }

  /** Folds a batch in the caller's transaction; answers what was measured. */
  async ingest(tx: Transaction, client: ClientInfo, signals: readonly Signal[]): Promise<{ readonly calls: readonly ApiCallRecord[]; readonly metrics: readonly MetricRecord[] }> {
    const now = this.#ports.clock.now();
    const metrics: (MetricRecord | CallRecord)[] = [];
    const observations: Observation[] = [];
    // Most of a batch happened on one page.
    const cells: Record<string, string> = {};
    const seen = { connection: this.#ports.connection?.(), ...client };
    for (const signal of signals) {
      // Of a call, too, the page that made it: its record has the URL that was called.
      const cell = (cells[signal.scope.url] ??= cellOf(signal.scope.url, seen));
      if (signal.kind === 'resources') observations.push(...observeResources(signal));
      for (const record of toRecords(client, signal)) {
        const metric = record.type === 'api' ? this.#markRetry(record as CallRecord) : record;
        metrics.push(metric);
        observations.push(...(metric.type === 'vital' ? await foldVital(tx, metric, cell, now) : metric.type === 'api' ? observeCall(metric as CallRecord, cell) : observeMetric(metric, cell)));
      }
    }
    const calls = metrics.filter((metric): metric is CallRecord => metric.type === 'api');
    metricLog.append(tx, metrics);
    this.#ports.outbox.add(tx, 'metrics', metrics);
    await addTallies(tx, observations, now);
    this.#measured ||= observations.length > 0;
    return { calls, metrics };
  }

  /** Budgets are to be looked at: another limit was set. */
  recheck(): void {
    this.#measured = true;
  }

  /** Holds budgets against what was measured, if anything was since the last time; answers when to call again. */
  async tick(): Promise<number> {
    const now = this.#ports.clock.now();
    if (this.#measured) {
      this.#measured = false;
      const { store, tell } = this.#ports;
      if ((await store.read((tx) => judgeBudgets(tx, now))).some(({ status }) => status === 'over')) await tell();
    }
    return now + watchEvery;
  }

  #markRetry(call: CallRecord): CallRecord {
    const { method, url, tabId, timestamp, outcome } = call;
    const key = [tabId, method, url].join(' ');
    const retry = timestamp - (this.#failed.get(key) ?? 0) <= retryWithin;
    this.#failed.delete(key);
    if (isFailure(outcome)) this.#failed.set(key, timestamp);
    if (this.#failed.size > mostFailed) this.#failed.clear();
    return retry ? { ...call, retry } : call;
  }
}
