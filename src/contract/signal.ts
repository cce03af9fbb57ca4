/**
 * What a tab sends up: facts as they were observed, before any judgement. A signal is numbered within its tab (`seq`,
 * strictly rising, gaps allowed: what the queue dropped), which is how the worker drops repeats.
 */
import type { Breadcrumb } from './breadcrumb.ts';
import type { Mechanism, PerformanceContext } from './error-record.ts';
import type { LogLevel, LogType } from './log-entry.ts';
import type { ApiOutcome, MetricType, VitalName } from './performance.ts';
import type { ClientInfo, Scope } from './scope.ts';
import type { SerializedError } from './serialized-error.ts';
import type { ErrorCategory, Severity } from './severity.ts';

interface SignalBase {
  readonly seq: number;
  /** epoch ms */
  readonly at: number;
  readonly scope: Scope;
}

export interface LogSignal extends SignalBase {
  readonly kind: 'log';
  readonly level: LogLevel;
  readonly type: LogType;
  readonly message: string;
  readonly context?: Readonly<Record<string, unknown>> | undefined;
  readonly correlationId?: string | undefined;
  readonly error?: SerializedError | undefined;
}

export interface ErrorSignal extends SignalBase {
  readonly kind: 'error';
  readonly error: SerializedError;
  readonly mechanism: Mechanism;
  readonly handled: boolean;
  readonly category?: ErrorCategory | undefined;
  readonly severity?: Severity | undefined;
  readonly context?: Readonly<Record<string, unknown>> | undefined;
  readonly performance?: PerformanceContext | undefined;
  readonly correlationId?: string | undefined;
}

export interface BreadcrumbSignal extends SignalBase {
  readonly kind: 'breadcrumb';
  readonly crumb: Breadcrumb;
}

export interface ApiSignal extends SignalBase {
  readonly kind: 'api';
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** As the page can tell it: '' where there was an answer, else whether the browser had a network and the name of the error or event: `true TypeError`. */
  readonly outcome: ApiOutcome | '' | `${boolean} ${string}`;
  readonly duration: number;
  readonly size?: number | undefined;
  readonly correlationId?: string | undefined;
  readonly streaming?: boolean | undefined;
}

/** The newest value of a vital of one page view: repeats with the same `view` replace each other. */
export interface VitalSignal extends SignalBase {
  readonly kind: 'vital';
  readonly name: VitalName;
  readonly value: number;
  /** Id of the page view: the document, or one of its bfcache restores. */
  readonly view: string;
}

export interface MetricSignal extends SignalBase {
  readonly kind: 'metric';
  readonly type: MetricType;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly tags?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/**
 * Name, initiator, duration, transferred and decoded bytes, status; and, of API calls whose origin allows to see it, ms of DNS, connect, TLS, waiting and
 * download.
 */
export type ResourceEntry = readonly [string, string, number, number, number, number, ...number[]];

/** Resource Timing, as one signal a flush. */
export interface ResourceSignal extends SignalBase {
  readonly kind: 'resources';
  readonly entries: readonly ResourceEntry[];
}

export type Signal =
  | LogSignal
  | ErrorSignal
  | BreadcrumbSignal
  | ApiSignal
  | VitalSignal
  | MetricSignal
  | ResourceSignal;

/** Why an error is not kept: which option said so, or whose noise it is. */
export type IgnoreReason = 'ignoreErrors' | 'denyUrls' | 'allowUrls' | 'extension' | 'resize_observer' | 'in_app_browser' | 'bot';

/** Why something accepted or observed was not kept. Each has a counter in `getStatus()`; `ignored` counts all that are ignored. */
export type DropReason = `ignored: ${IgnoreReason}` | `sampling: ${LogLevel | Signal['kind']}` | 'queue_full' | 'spill_full' | 'duplicate' | 'rate_limit' | 'sampling' | 'quota' | 'consent' | 'invalid' | 'ignored' | 'rejected_by_backend';

export interface Batch {
  readonly client: ClientInfo;
  /** Ascending `seq` and at most 200, but for what a page left behind, which comes errors first and as much as there was. */
  readonly signals: readonly Signal[];
  /** What the tab has dropped since it began: a total, so that a repeat counts nothing twice. */
  readonly dropped?: Readonly<Partial<Record<DropReason, number>>> | undefined;
  /** Left behind by a page that has gone, drained from localStorage. */
  readonly spilled?: boolean | undefined;
}

/** Sent when the transaction that holds the batch is complete. */
export interface Receipt {
  readonly bootId: string;
  /** Everything of this tab up to and including this number is durable. */
  readonly seq: number;
  readonly limits: Limits;
}

/** How fast a tab may send. The worker widens the interval for a tab that runs ahead. */
export interface Limits {
  readonly batchSize: number;
  /** ms */
  readonly flushInterval: number;
}
