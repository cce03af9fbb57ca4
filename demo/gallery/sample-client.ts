import type { AlertsData } from '../../components/ops-alerts/ops-alerts.ts';
import type { ErrorsData } from '../../components/ops-errors/ops-errors.ts';
import type { HealthData } from '../../components/ops-health/ops-health.ts';
import type { LogsData } from '../../components/ops-logs/ops-logs.ts';
import type { ExportCursor, LogQuery } from '../../src/contract/log-entry.ts';
import type { SeriesQuery } from '../../src/contract/performance-answers.ts';
import type { TimeRange } from '../../src/contract/time-range.ts';
import type { Topic } from '../../src/contract/notices.ts';
import type { GroupQuery, IgnoreLimit } from '../../src/contract/error-record.ts';
import type { MaintenanceWindow } from '../../src/contract/alert.ts';
import type { Result, RuntimeApi } from '../../src/contract/runtime-api.ts';
import type { ConnectionState, OpsClient } from '../../src/tab/client.ts';
import { sampleHistory, sampleTimeline, statusOf } from './sample-health.ts';
import { sampleExplanation } from './sample-alerts.ts';
import { answerGroups } from './sample-errors.ts';
import { answerLogs, exportLogs, sampleRequest } from './sample-logs.ts';
import { sampleMetrics } from './sample-metrics.ts';
import { samplePerformance, sampleSeries } from './sample-performance.ts';

export interface SampleData {
  health: HealthData;
  alerts: AlertsData;
  errors: ErrorsData;
  logs?: LogsData;
}

/** A client over plain objects: answers what the elements ask, does what they order, and fails when it is told to. */
export class SampleClient implements OpsClient {
  readonly #listeners = new Map<Topic, Set<() => void>>();
  readonly #watchers = new Set<(state: ConnectionState) => void>();
  readonly data: SampleData;
  connection: ConnectionState = 'connected';
  /** Names of the methods called, in order. */
  readonly calls: string[] = [];
  /** Set: every action answers with this failure. */
  refuse = '';
  /** Set: the incident that one orders something of is not open any more. */
  gone = false;
  /** Set: every question waits for it. */
  gate: Promise<void> = Promise.resolve();
  inFlight = 0;
  mostInFlight = 0;

  constructor(data: SampleData) {
    this.data = data;
  }

  readonly api: RuntimeApi = {
    health: {
      getSystemStatus: () => this.#answer('getSystemStatus', () => this.data.health.status),
      getAllHealthChecks: () => this.#answer('getAllHealthChecks', () => this.data.health.checks),
      getHealthHistory: () => this.#answer('getHealthHistory', () => sampleHistory(Date.now())),
      getAvailability: (id?: string) => this.#answer('getAvailability', () => this.data.health.checks.filter((check) => !id || check.id === id).map((check) => ({ id: check.id, name: check.name, ...check.availabilityOver }))),
      getTimeline: () => this.#answer('getTimeline', () => sampleTimeline(Date.now())),
      forceHealthCheck: (id: string) => this.#check(id, { timestamp: Date.now() }),
      enableHealthCheck: (id: string) => this.#check(id, { enabled: true, reason: null }),
      disableHealthCheck: (id: string) => this.#check(id, { enabled: false, reason: 'disabled by operator' }),
      runRecovery: (id: string) => this.#check(id, { status: 'HEALTHY', message: 'recovered' }),
    },
    alerts: {
      getActiveAlerts: () => this.#answer('getActiveAlerts', () => this.data.alerts.active),
      getAlertHistory: () => this.#answer('getAlertHistory', () => this.data.alerts.history),
      getAlertStatistics: () => this.#answer('getAlertStatistics', () => sampleMetrics().statistics),
      getSilences: () => this.#answer('getSilences', () => this.data.alerts.silences),
      acknowledgeAlert: (id: string, userId: string, reason: string) =>
        this.#act('acknowledgeAlert', () => this.#incident(id, { status: 'acknowledged', acknowledgement: { userId, reason, at: Date.now(), expiresAt: null } })),
      resolveAlert: (id: string, userId: string, text: string) =>
        this.#act('resolveAlert', () => {
          const incident = { ...this.#incident(id, {}), state: 'resolved' as const, status: 'resolved' as const, resolvedAt: Date.now(), resolution: { userId, text, automatic: false } };
          this.data.alerts = { ...this.data.alerts, active: this.data.alerts.active.filter((each) => each.id !== id), history: [incident, ...this.data.alerts.history] };
          return incident;
        }),
      addMaintenance: (matcher: { alertId?: string }, maintenance: MaintenanceWindow, userId: string, reason: string) =>
        this.#act('addMaintenance', () => {
          const silence = { id: `maintenance-${this.data.alerts.silences.length}`, matcher, maintenance, until: Date.now() + 365 * 86_400_000, userId, reason, createdAt: Date.now() };
          this.data.alerts = { ...this.data.alerts, silences: [...this.data.alerts.silences, silence] };
          return silence;
        }),
      endSilence: (id: string) =>
        this.#act('endSilence', () => {
          const ended = this.data.alerts.silences.find((silence) => silence.id === id) ?? null;
          this.data.alerts = { ...this.data.alerts, silences: this.data.alerts.silences.filter((silence) => silence !== ended) };
          return ended;
        }),
      getPushSettings: () => this.#answer('getPushSettings', () => null),
      explain: (alertId: string) => this.#answer('explain', () => sampleExplanation(alertId)),
      silence: (matcher: { alertId?: string }, until: number, userId: string, reason: string) =>
        this.#act('silence', () => {
          const silence = { id: `silence-${until}`, matcher, until, userId, reason, createdAt: Date.now() };
          this.data.alerts = { ...this.data.alerts, silences: [...this.data.alerts.silences, silence] };
          return silence;
        }),
    },
    errors: {
      getErrorGroups: (query?: GroupQuery) => this.#answer('getErrorGroups', () => answerGroups(this.data.errors.groups, query)),
      getErrorStats: () => this.#answer('getErrorStats', () => this.data.errors.stats),
      getErrorGroup: (signature: string) => this.#answer('getErrorGroup', () => this.data.errors.details?.[signature] ?? null),
      ignoreGroup: (signature: string, by?: string | IgnoreLimit) =>
        this.#act('ignoreGroup', () => {
          const { userId = 'operator', reason = '', until, count } = typeof by === 'object' ? by : { userId: by };
          const groups = this.data.errors.groups.map((group) => (group.signature === signature ? { ...group, status: 'ignored' as const, statusBy: { userId, at: Date.now(), reason, until, count: count && group.count + count } } : group));
          this.data.errors = { ...this.data.errors, groups };
          return groups.find((group) => group.signature === signature)!;
        }),
      setGroupStatus: (signature: string, status: 'unresolved' | 'resolved' | 'ignored', userId: string, reason: string) =>
        this.#act('setGroupStatus', () => {
          const groups = this.data.errors.groups.map((group) => (group.signature === signature ? { ...group, status, statusBy: { userId, at: Date.now(), reason } } : group));
          this.data.errors = { ...this.data.errors, groups };
          return groups.find((group) => group.signature === signature)!;
        }),
    },
    performance: {
      getPerformanceSummary: (range: TimeRange) => this.#answer('getPerformanceSummary', () => (typeof range === 'object' ? { ...samplePerformance().summary, range } : samplePerformance().summary)),
      getCoreWebVitals: () => this.#answer('getCoreWebVitals', () => samplePerformance().vitals),
      getSeries: (query: SeriesQuery) => this.#answer(`getSeries ${query.metric} ${query.percentile} ${query.page ?? '*'} ${query.device ?? '*'}`, () => sampleSeries(query)),
      getPages: () => this.#answer('getPages', () => samplePerformance().pages),
      getResourceReport: () => this.#answer('getResourceReport', () => samplePerformance().resources),
      getMemoryReport: () => this.#answer('getMemoryReport', () => samplePerformance().memory),
      getInsights: () => this.#answer('getInsights', () => samplePerformance().insights),
      getBudgets: () => this.#answer('getBudgets', () => sampleMetrics().budgets),
    },
    logs: {
      query: (query?: LogQuery) => this.#answer('query', () => answerLogs(this.data.logs ?? { entries: [] }, query)),
      exportChunk: (query?: LogQuery, cursor?: ExportCursor) => this.#answer('exportChunk', () => exportLogs(this.data.logs ?? { entries: [] }, query, cursor)),
      getRequest: (correlationId: string) => this.#answer('getRequest', () => sampleRequest(this.data.logs ?? { entries: [] }, correlationId)),
    },
    // The elements ask for nothing else; a call to a member that is missing fails loudly.
  } as unknown as RuntimeApi;

  subscribe(topic: Topic, listener: () => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  onConnection(listener: (state: ConnectionState) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  get listeners(): number {
    return [...this.#listeners.values()].reduce((sum, set) => sum + set.size, this.#watchers.size);
  }

  notify(topic: Topic): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener();
  }

  connect(state: ConnectionState): void {
    this.connection = state;
    for (const watcher of this.#watchers) watcher(state);
  }

  async #answer<T>(name: string, value: () => T): Promise<T> {
    this.calls.push(name);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    await this.gate;
    this.inFlight -= 1;
    return value();
  }

  async #act<T>(name: string, act: () => T): Promise<Result<T>> {
    this.calls.push(name);
    await this.gate;
    if (this.gone) return { ok: true, value: null as T };
    return this.refuse ? { ok: false, error: this.refuse } : { ok: true, value: act() };
  }

  #check(id: string, change: Partial<HealthData['checks'][number]>): ReturnType<RuntimeApi['health']['forceHealthCheck']> {
    return this.#act('health action', () => {
      const checks = this.data.health.checks.map((check) => (check.id === id ? { ...check, ...change } : check));
      this.data.health = { ...this.data.health, checks, status: statusOf(checks, Date.now()) };
      return checks.find((check) => check.id === id)!;
    });
  }

  #incident(id: string, change: Partial<AlertsData['active'][number]>): AlertsData['active'][number] {
    const active = this.data.alerts.active.map((incident) => (incident.id === id ? { ...incident, ...change } : incident));
    this.data.alerts = { ...this.data.alerts, active };
    return active.find((incident) => incident.id === id)!;
  }
}
