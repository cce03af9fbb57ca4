import type { Detector } from './detectors.ts';
import type { Consent } from './status.ts';
import type { LogLevel } from './log-entry.ts';
import type { Signal } from './signal.ts';

/** Options as a page gives them. Everything has a default; an unknown or wrong member throws (see `resolveConfig`). */
export interface OpsOptions {
  /** Name of the application; default `app`. */
  app?: string;
  release?: string;
  /** default `production`; in `development` DEBUG and TRACE are kept and the console transport is on */
  environment?: string;
  /** Base URL of the backend. None: nothing leaves the browser. */
  endpoint?: string;
  /** URL of `prescripto-ops.worker.js`; same origin. */
  workerUrl?: string;
  consent?: Consent;
  buildTime?: string;
  /** Single endpoints, absolute or relative to the page; each overrides what `endpoint` implies. */
  endpoints?: Partial<Endpoints>;
  capture?: Partial<CaptureOptions>;
  log?: Partial<Omit<LogOptions, 'sampling'>> & { sampling?: Partial<LogOptions['sampling']> };
  /** Gives requests of the page an id that its backend sees too; default `false`, `true`: those to the page's own origin. */
  correlation?: boolean | Partial<CorrelationOptions>;
  /** The application's own event names, mapped onto those that the business alerts count. */
  events?: Record<string, BusinessEvent>;
  privacy?: Partial<Omit<PrivacyOptions, 'detect'>> & { readonly detect?: Partial<PrivacyOptions['detect']> };
  health?: Partial<HealthOptions>;
  alerts?: Partial<AlertOptions>;
  limits?: Partial<LimitOptions>;
  sampling?: Partial<SamplingOptions>;
  /** Resolves frames of new errors through source maps; default `false`. */
  sourceMaps?: boolean | Partial<SourceMapOptions>;
  errors?: Partial<ErrorOptions>;
  /** Name of the Trusted Types policy that makes the worker's URL; default `prescripto-ops`. */
  trustedTypesPolicy?: string;
}

export interface Endpoints {
  readonly logs: string;
  readonly errors: string;
  readonly errorAlert: string;
  readonly metrics: string;
  readonly health: string;
  /** Base of `/evidence`. */
  readonly alerts: string;
  /** Base of `/email`, `/sms`, `/slack`, `/push`. */
  readonly notifications: string;
  readonly alertWebhook: string;
  readonly ws: string;
  /** Probed with GET, like the next two, instead of the component of the health report. */
  readonly auth: string;
  readonly storage: string;
  readonly cdn: string;
}

export type BusinessEvent =
  | 'payment_succeeded'
  | 'payment_failed'
  | 'payment_declined'
  | 'sync_completed'
  | 'sync_failed'
  | 'booking_started'
  | 'appointment_booked'
  | 'token_refreshed'
  | 'token_failed';

export interface CaptureOptions {
  /** `wrap` patches fetch and XMLHttpRequest; `observe` reads Resource Timing and patches nothing. */
  readonly api: 'wrap' | 'observe' | false;
  /** Wraps `console.error` and `console.warn`. */
  readonly console: boolean;
  /** Wraps the constructors `WebSocket` and `EventSource`: each connection counts as a call. */
  readonly sockets: boolean;
  readonly errors: boolean;
  readonly vitals: boolean;
  readonly resources: boolean;
  readonly longTasks: boolean;
  readonly clicks: boolean;
}

export interface LogOptions {
  /** The least severe level that is kept. */
  readonly level: LogLevel;
  /** The same by the `component` of an entry's context. */
  readonly levels: Readonly<Record<string, LogLevel>>;
  /** Also print in the tab's console. */
  readonly console: boolean;
  /** Share of the sessions, 0 to 1, whose entries of a level are kept; default 1. Security events are always kept. */
  readonly sampling: Readonly<Record<LogLevel, number>>;
}

/** Origins, as URLs; relative ones are the page's own. */
export interface CorrelationOptions {
  /** Origins that get `X-Request-ID`, besides the page's own. Theirs must allow it (`Access-Control-Allow-Headers`). */
  readonly origins: readonly string[];
  /** Origins that get a W3C `traceparent`. */
  readonly traceparent: readonly string[];
}

export interface PrivacyOptions {
  /** Key names to filter besides the built-in ones, in any spelling; `*` stands for anything. */
  readonly keys: readonly string[];
  /**
   * Sources of regular expressions, case-sensitive, by the name that stands in the mark: what one matches is filtered. One that takes more than linear time slows the
   * worker down.
   */
  readonly rules: Readonly<Record<string, string>>;
  /** What is looked for; default: all but `ip`. */
  readonly detect: Readonly<Record<Detector, boolean>>;
}

export interface HealthOptions {
  readonly enabled: boolean;
  /** ms by tier */
  readonly intervals: Readonly<Record<'critical' | 'important' | 'normal' | 'background', number>>;
  /** ms after a first failure; one entry a confirmation */
  readonly confirmAfter: readonly number[];
  /** Results in a row that turn a check UNHEALTHY, and HEALTHY again. */
  readonly failureThreshold: number;
  readonly successThreshold: number;
  /** Ids of checks that are off. */
  readonly disabled: readonly string[];
}

export interface AlertOptions {
  readonly enabled: boolean;
  /** ms between the steps of an escalation path, by severity */
  readonly escalateAfter: Readonly<Record<'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFO', number>>;
  /** Notifications an hour, at most; the rest waits and becomes one. CRITICAL security alerts always go. */
  readonly perHour: Readonly<Record<'EMAIL' | 'SMS' | 'SLACK' | 'PUSH', number>>;
  /** Tells the backend of this browser's alerts as evidence, so that it can open an incident for many browsers; default `false`. */
  readonly fleet: boolean;
}

/**
 * Signals a minute a tab by kind, as many at once; 0: none at all. Default: error 3,000, log 30,000, all else 12,000. What is beyond is dropped and
 * counted as `rate_limit`; security events and CRITICAL errors are let in up to twice as many.
 */
export type LimitOptions = Readonly<Record<Signal['kind'], number>>;

/** Share of the sessions, 0 to 1, whose signals of a kind are kept; default 1. Off in debug mode and in `development`; security events and CRITICAL errors are always kept. */
export type SamplingOptions = Readonly<Record<Signal['kind'], number>>;

export interface SourceMapOptions {
  /** Sources of regular expressions: scripts whose URL fits one of them are read; none: all scripts of the application's own frames. */
  readonly match: readonly string[];
  /** Sent when scripts and maps are asked for: to the worker's own origin, and to URLs that `match` names. Kept in the browser with the configuration. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Which errors count, and what groups they make. All texts are sources of regular expressions. */
export interface ErrorOptions {
  /**
   * Groups of one's own, `{ 'old deployment': '^ChunkLoadError|Loading chunk' }`: the first expression that fits makes the group of this name, in which `$1` stands
   * for what its first parentheses found. They look at lines, `^` at the beginning of each: first `Name: message`, then one a frame, `function (file)`.
   */
  readonly fingerprint: Readonly<Record<string, string>>;
  /** Errors whose `Name: message` fits one of these are not kept. */
  readonly ignoreErrors: readonly string[];
  /** Errors thrown in a script whose URL fits one of these are not kept. */
  readonly denyUrls: readonly string[];
  /** Not empty: errors with a stack are only kept when a script of it fits one of these. */
  readonly allowUrls: readonly string[];
  /** `false` keeps what extensions, ResizeObserver loops, in-app browsers and robots cause. */
  readonly ignoreNoise: boolean;
  /** Calls of fetch and XMLHttpRequest that end with a 5xx, a time-out or without a network are errors, too; default `false`. */
  readonly failedCalls: boolean;
  /** Those that take longer than so many ms are; default 0: none. */
  readonly slowCalls: number;
}

/** All options, each with a value. What the worker is handed in `hello`. */
export interface ResolvedConfig {
  readonly app: string;
  readonly release: string;
  readonly environment: string;
  readonly endpoint: string | null;
  readonly workerUrl: string;
  readonly consent: Consent;
  readonly buildTime: string;
  /** Absolute URLs; `null`: not configured. */
  readonly endpoints: { readonly [K in keyof Endpoints]: string | null };
  readonly capture: CaptureOptions;
  readonly log: LogOptions;
  readonly correlation: CorrelationOptions | false;
  readonly events: Readonly<Record<string, BusinessEvent>>;
  readonly privacy: PrivacyOptions;
  readonly health: HealthOptions;
  readonly alerts: AlertOptions;
  readonly limits: LimitOptions;
  readonly sampling: SamplingOptions;
  readonly sourceMaps: SourceMapOptions | false;
  readonly errors: ErrorOptions;
  readonly trustedTypesPolicy: string;
}
