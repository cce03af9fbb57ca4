/** Vitals, metrics, API calls and budgets: what the performance service takes in and gives out. */

import type { Trend } from './performance-answers.ts';

export type VitalName = 'FCP' | 'LCP' | 'CLS' | 'TTFB' | 'INP' | 'FID' | 'TBT';
export type Rating = 'good' | 'needs-improvement' | 'poor';

export interface VitalValue {
  /** ms; CLS has no unit. p75 over the page views of the range. */
  readonly value: number;
  readonly rating: Rating;
  /** Page views behind the number. */
  readonly count: number;
  /** Shares of page views, 0 to 1, summing to 1. */
  readonly shares: { readonly good: number; readonly needsImprovement: number; readonly poor: number };
}

/** Keys in lower case, as in seed: `fcp lcp fid cls tbt ttfb inp`; absent: not measured, or unsupported. */
export type CoreWebVitals = Readonly<Partial<Record<Lowercase<VitalName>, VitalValue>>>;

export type MetricType =
  | 'vital'
  | 'navigation'
  | 'resource'
  | 'long_task'
  | 'memory'
  | 'api'
  | 'mark'
  | 'insight'
  | 'measure'
  | 'custom';

export interface MetricRecord {
  readonly id: string;
  readonly timestamp: number;
  readonly type: MetricType;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly rating: Rating | null;
  readonly tags: Readonly<Record<string, string | number | boolean>>;
  readonly url: string;
  readonly sessionId: string;
  readonly userId: string | null;
  readonly tabId: string;
  readonly release: string;
  /** Heap share in use, 0 to 1; only on `memory` metrics (seed's troubleshooting reads it). */
  readonly usage?: number | undefined;
}

export type ApiOutcome = 'ok' | 'client_error' | 'server_error' | 'timeout' | 'network' | 'offline' | 'aborted';

/** One route (`GET /api/doctors/:id`) over the last 24 h, or, from `getAPIMetrics()`, one call. */
export interface ApiCallRecord {
  readonly id: string;
  readonly timestamp: number;
  readonly method: string;
  readonly url: string;
  readonly route: string;
  /** 0: no answer */
  readonly status: number;
  readonly outcome: ApiOutcome;
  /** ms until the response's headers (fetch) or its end (XHR) */
  readonly duration: number;
  readonly size: number | null;
  readonly correlationId: string | null;
  readonly sessionId: string;
  /** The same call of the same tab had failed within the minute before. */
  readonly retry?: boolean | undefined;
  /** Its answer is an event stream or the like: `duration` is that until it began. */
  readonly streaming?: boolean | undefined;
}

export interface ApiRouteSummary {
  readonly route: string;
  readonly count: number;
  readonly errorRate: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Calls that were made again within a minute after they had failed; absent: none. */
  readonly retries?: number | undefined;
  /** How many were answered `2xx`, `4xx` …, or ended as `timeout`, `network`. */
  readonly statuses?: Readonly<Record<string, number>> | undefined;
  /** Bytes of all answers of that path, and the mean ms of `dns`, `connect`, `tls`, `wait` and `download`, where Resource Timing tells; whatever the method. */
  readonly bytes?: number | undefined;
  readonly parts?: Readonly<Record<string, number>> | undefined;
}

export interface ResourceSummary {
  readonly name: string;
  readonly host: string;
  readonly type: string;
  readonly count: number;
  /** Median and worst, ms. */
  readonly duration: number;
  readonly maxDuration: number;
  readonly bytes: number;
  readonly cacheHitRate: number;
  readonly failures: number;
}

export interface Budget {
  readonly name: string;
  /** The limit, in the metric's own unit. */
  readonly limit: number;
  readonly unit: string;
  /** p75 of the last hour, `null` while nothing was measured. */
  readonly value: number | null;
  readonly count: number;
  readonly status: 'within' | 'over' | 'no data';
  /** Path of the pages that it is for, with ids folded; absent: of all. */
  readonly page?: string | undefined;
  /** The last 24 hours against the seven days before, where `getBudgets()` answers. */
  readonly trend?: Trend | undefined;
}

export interface PerformanceSummary {
  readonly range: { readonly from: number; readonly to: number };
  readonly pageViews: number;
  readonly vitals: CoreWebVitals;
  readonly api: { readonly count: number; readonly errorRate: number; readonly p50: number; readonly p95: number; readonly p99: number };
  readonly routes: readonly ApiRouteSummary[];
  readonly longTasks: { readonly count: number; readonly totalDuration: number; readonly max: number };
  /** `null`: unsupported by the engine. */
  readonly memory: { readonly used: number; readonly limit: number; readonly usage: number } | null;
  readonly budgets: readonly Budget[];
  /** 0 to 100; formula in docs/performance.md. `null` without data. */
  readonly score: number | null;
}
