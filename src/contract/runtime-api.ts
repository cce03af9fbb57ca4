/**
 * The wire: what a tab can ask of the runtime, declared once. Tabs call it through comlink; on the page rung it is
 * called directly. Expected failures are values (`Result`), because errors cross the port as plain `Error`.
 */
import type { AlertDefinition, AlertDefinitionInput, AlertExplanation, AlertStatistics, Incident, MaintenanceWindow, PushSettings, Silence, SilenceMatcher } from './alert.ts';
import type { OpsOptions } from './config.ts';
import type { ErrorGroup, ErrorGroupDetail, ErrorRecord, ErrorStats, GroupQuery, IgnoreLimit } from './error-record.ts';
import type { CheckRegistration, HealthCheckView, HealthHistoryEntry, SystemStatus, TabTask, TaskResult, TimelineSpan } from './health.ts';
import type { ExportChunk, ExportCursor, LogEntry, LogExportQuery, LogQuery, RequestTrail } from './log-entry.ts';
import type { EventBatch } from './event-batch.ts';
import type { ApiCallRecord, Budget, CoreWebVitals, MetricRecord, MetricType, PerformanceSummary, ResourceSummary } from './performance.ts';
import type { MemoryReport, PageSummary, PerformanceInsights, ResourceReport, Series, SeriesQuery, VitalsQuery } from './performance-answers.ts';
import type { ClientInfo } from './scope.ts';
import type { Batch, Limits, Receipt } from './signal.ts';
import type { Consent, Retention, RuntimeStatus } from './status.ts';
import type { TimeRange } from './time-range.ts';

/** Raised when a change to the wire or to the worker's constructor options would break an older page. */
export const protocol = 1;

export interface Hello {
  readonly protocol: number;
  readonly build: string;
  readonly client: ClientInfo;
  /** As the page gave them: the runtime fills in the defaults, because a tab has no bytes to spare. */
  readonly options: OpsOptions;
  /** The page's URL, against which relative ones are read. */
  readonly base: string;
}

export interface Welcome {
  readonly protocol: number;
  readonly build: string;
  /** Random for each start of a runtime: another one means that what was not acknowledged must be sent again. */
  readonly bootId: string;
  readonly limits: Limits;
  /** The newest event revision: what came before is not dispatched in this tab. */
  readonly eventRevision: number;
  /** The backend's URLs, which the runtime calls itself: a page that runs it does not report these calls. */
  readonly own: readonly string[];
  readonly mask: Mask;
}

/** What a tab masks by when it leaves something in localStorage: sources of regular expressions, flags `gi` and `i`. */
export interface Mask {
  /** A match is filtered, unless its first group took part. */
  readonly text: string;
  /** Names of members whose value is filtered as a whole. */
  readonly keys: string;
}

/** The answer to a page whose options are wrong: path, expected, got. */
export interface Refusal {
  readonly refused: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

export interface EventsAnswer {
  /** Of the last event in it. */
  readonly revision: number;
  readonly batches: readonly EventBatch[];
  /** Whether there are events after those. */
  readonly more: boolean;
}

export interface FlushOptions {
  readonly rejected?: boolean | undefined;
}

export interface RuntimeApi {
  hello(hello: Hello): Promise<Welcome | Refusal>;
  ingest(batch: Batch): Promise<Receipt>;
  /** Every 5 s while visible, and when visibility changes. */
  heartbeat(beat: { readonly tabId: string; readonly url: string; readonly visible: boolean }): Promise<{ readonly bootId: string }>;
  bye(tabId: string): Promise<void>;
  /** Window events after a revision, oldest first. */
  eventsSince(revision: number): Promise<EventsAnswer>;
  /** Open tasks of a tab: custom checks and recovery actions whose functions live there. */
  tasks(tabId: string): Promise<readonly TabTask[]>;
  completeTask(result: TaskResult): Promise<void>;
  status(): Promise<RuntimeStatus>;
  /**
   * Resolves when everything ingested before is stored and one delivery round has been tried. `rejected`: what the backend refused is sent
   * again, too.
   */
  flush(options?: FlushOptions): Promise<void>;
  /** Names of what can be asked, by part, separated by spaces. */
  help(): Promise<Readonly<Record<string, string>>>;
  readonly logs: LogsApi;
  readonly errors: ErrorsApi;
  readonly performance: PerformanceApi;
  readonly health: HealthApi;
  readonly alerts: AlertsApi;
  readonly privacy: PrivacyApi;
}

export interface LogsApi {
  query(query?: LogQuery): Promise<readonly LogEntry[]>;
  /** The whole text. */
  export(query?: LogExportQuery): Promise<string>;
  /** The next part of it: without a cursor the first, then with the one of the part before, and the same query. */
  exportChunk(query?: LogExportQuery, cursor?: ExportCursor | null): Promise<ExportChunk>;
  /** Logs, errors and calls that carry a correlation id. */
  getRequest(correlationId: string): Promise<RequestTrail>;
}

export interface ErrorsApi {
  getErrorStats(range?: TimeRange): Promise<ErrorStats>;
  getErrorGroups(query?: GroupQuery): Promise<readonly ErrorGroup[]>;
  getErrorGroup(signature: string): Promise<ErrorGroupDetail | null>;
  getRecentErrors(limit?: number): Promise<readonly ErrorRecord[]>;
  setGroupStatus(signature: string, status: 'unresolved' | 'resolved' | 'ignored', userId: string, reason: string): Promise<Result<ErrorGroup>>;
  resolveGroup(signature: string, userId?: string, reason?: string): Promise<Result<ErrorGroup>>;
  ignoreGroup(signature: string, by?: string | IgnoreLimit, reason?: string): Promise<Result<ErrorGroup>>;
  reopenGroup(signature: string, userId?: string, reason?: string): Promise<Result<ErrorGroup>>;
}

export interface PerformanceApi {
  getCoreWebVitals(query?: TimeRange | VitalsQuery): Promise<CoreWebVitals>;
  getSeries(query: SeriesQuery): Promise<Series>;
  getPages(range?: TimeRange): Promise<readonly PageSummary[]>;
  getResourceReport(range?: TimeRange): Promise<ResourceReport>;
  getMemoryReport(): Promise<MemoryReport>;
  getInsights(): Promise<PerformanceInsights>;
  getPerformanceSummary(range?: TimeRange): Promise<PerformanceSummary>;
  getMetrics(type?: MetricType): Promise<readonly MetricRecord[]>;
  getAPIMetrics(): Promise<readonly ApiCallRecord[]>;
  getResourceMetrics(): Promise<readonly ResourceSummary[]>;
  getBudgets(): Promise<readonly Budget[]>;
  setBudget(name: string, limit: number, page?: string): Promise<Result<Budget>>;
}

export interface HealthApi {
  getSystemStatus(): Promise<SystemStatus>;
  getAllHealthChecks(): Promise<readonly HealthCheckView[]>;
  getHealthCheck(id: string): Promise<HealthCheckView | null>;
  /** Runs now and resolves with the standing result; at most one run of a check is in flight. */
  forceHealthCheck(id: string): Promise<Result<HealthCheckView>>;
  enableHealthCheck(id: string): Promise<Result<HealthCheckView>>;
  disableHealthCheck(id: string): Promise<Result<HealthCheckView>>;
  getHealthHistory(id: string, limit?: number): Promise<readonly HealthHistoryEntry[]>;
  /** Share, 0 to 1, of the watched time in which a check was not UNHEALTHY or CRITICAL; of all checks, or of one. */
  getAvailability(id?: string): Promise<readonly ({ readonly id: string; readonly name: string } & HealthCheckView['availabilityOver'])[]>;
  /** How a check stood, oldest span first; of the last 7 days at most, by default 24 h. */
  getTimeline(id: string, range?: TimeRange): Promise<readonly TimelineSpan[]>;
  register(registration: CheckRegistration): Promise<Result<HealthCheckView>>;
  registerRecovery(checkId: string, action: string, tabId: string): Promise<Result<HealthCheckView>>;
  runRecovery(checkId: string, action: string): Promise<Result<HealthCheckView>>;
}

export interface AlertsApi {
  triggerAlert(alertId: string, data?: Readonly<Record<string, unknown>>, context?: Readonly<Record<string, unknown>>): Promise<Result<Incident>>;
  /** `null`: the incident is not open (any more). */
  acknowledgeAlert(id: string, userId: string, reason: string): Promise<Result<Incident | null>>;
  /** `null`: the incident is not open (any more). */
  resolveAlert(id: string, userId: string, resolution: string): Promise<Result<Incident | null>>;
  registerAlert(alertId: string, config: AlertDefinitionInput): Promise<Result<AlertDefinition>>;
  unregisterAlert(alertId: string): Promise<Result<null>>;
  getActiveAlerts(category?: string, severity?: string): Promise<readonly Incident[]>;
  getAlertHistory(limit?: number, category?: string, severity?: string): Promise<readonly Incident[]>;
  getAlertStatistics(range?: TimeRange): Promise<AlertStatistics>;
  getAlertDefinitions(): Promise<readonly AlertDefinition[]>;
  silence(matcher: SilenceMatcher, until: number, userId: string, reason: string): Promise<Result<Silence>>;
  /** A silence of hours that come back every week, until then (epoch ms; default: in a year). */
  addMaintenance(matcher: SilenceMatcher, window: MaintenanceWindow, userId: string, reason: string, until?: number): Promise<Result<Silence>>;
  /** Ends a silence or a maintenance window. `null`: there is none of that id (any more). */
  endSilence(id: string, userId: string): Promise<Result<Silence | null>>;
  getSilences(): Promise<readonly Silence[]>;
  explain(alertId: string): Promise<AlertExplanation>;
  /** `null`: the backend has no Web Push. */
  getPushSettings(): Promise<PushSettings | null>;
}

export interface PrivacyApi {
  /** `denied` wipes every store. */
  setConsent(consent: Consent): Promise<void>;
  /** Resolves with the number of records removed. */
  eraseUser(userId: string): Promise<number>;
  exportUser(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>>;
  getRetention(): Promise<readonly Retention[]>;
}
