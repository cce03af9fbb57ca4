import type { AlertDefinition, AlertDefinitionInput, AlertExplanation, AlertStatistics, Incident, Silence, SilenceMatcher } from '../../contract/alert.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import type { AlertsApi, Result } from '../../contract/runtime-api.ts';
import { severities } from '../../contract/severity.ts';
import type { Retention } from '../../contract/status.ts';
import { relativeRanges } from '../../contract/time-range.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { builtInAlerts } from '../../domain/alerting/definitions.ts';
import { alertStatistics } from '../../domain/alerting/statistics.ts';
import type { Observation } from '../../domain/alerting/stream-counters.ts';
import { validateDefinition } from '../../domain/alerting/validate-definition.ts';
import type { ReadTransaction, Transaction } from '../ports/store.ts';
import { AlertEvaluator } from './alert-evaluator.ts';
import { runTimers, silenceCommand } from './alert-timers.ts';
import type { AlertingPorts } from './alerting-ports.ts';
import { alertingRetention, eraseUserFromAlerts, exportUserFromAlerts, pruneAlerting } from './alerting-retention.ts';
import { loadDefinitions, mostDefinitions, removeDefinition, saveDefinition, unknownAlert } from './definition-book.ts';
import { IncidentBook } from './incident-book.ts';
import type { IncidentRow, Outcome } from './incident-book.ts';
import { readSilence } from './read-silence.ts';
import { readTrigger } from './read-trigger.ts';
import { loadSilences } from './silence-book.ts';
import type { SilenceRow } from './silence-book.ts';
import { countBatch } from './stream-book.ts';
import { keepWatch, tickInterval } from './watch.ts';

type Data = Readonly<Record<string, unknown>>;

const fail = (error: string): { readonly ok: false; readonly error: string } => ({ ok: false, error });
const isRecord = (value: unknown): value is Data => value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * Alerts: definitions, their evaluation from the streams, incidents, escalation, silences, notifications.
 *
 * Holds no state: everything is read and written in the store's transactions, so that several runtimes over one database, or
 * one that is started anew between any two steps, go on where the last one was.
 *
 * @example
 * const alerting = new AlertingService({ store, clock, random, outbox, publish, scrub, config: () => config });
 * await alerting.triggerAlert('high_error_rate', { value: 0.08 }, { service: 'api' });
 */
export class AlertingService implements AlertsApi {
  readonly retention: readonly Retention[] = Object.values(alertingRetention);
  readonly #ports: AlertingPorts;
  readonly #book: IncidentBook;
  readonly #evaluator: AlertEvaluator;

  constructor(ports: AlertingPorts) {
    this.#ports = ports;
    this.#book = new IncidentBook(ports);
    this.#evaluator = new AlertEvaluator(ports, this.#book);
  }

  /** Counts a batch, and evaluates the alerts that its streams concern. Resolves with the window events that follow. */
  async observe(tx: Transaction, seen: Observation): Promise<readonly OpsEvent[]> {
    const { events: names, alerts } = this.#ports.config();
    const now = this.#ports.clock.now();
    const watch = await keepWatch(tx, 'batch', now);
    const batch = await countBatch(tx, seen, names, now);
    if (!alerts.enabled || batch.streams.size === 0) return [];
    const events: OpsEvent[] = [];
    for (const [id, definition] of await loadDefinitions(tx)) {
      const stream = builtInAlerts.get(id)?.stream;
      if (stream && batch.streams.has(stream)) events.push(...(await this.#evaluator.judge(tx, definition, batch, watch)));
    }
    return events;
  }

  /** For what the runtime hears on its bus. Does nothing for an alert that a page has taken away. */
  async trigger(tx: Transaction, alertId: string, data: Data, context: Data): Promise<{ readonly incident: Incident | null; readonly events: readonly OpsEvent[] }> {
    const definition = (await loadDefinitions(tx)).get(alertId);
    if (!definition || !this.#ports.config().alerts.enabled) return { incident: null, events: [] };
    const input = readTrigger(definition, data, context);
    const { state, events } = await this.#evaluator.trigger(tx, definition, await this.#book.latest(tx, alertId), input);
    return { incident: state?.incident ?? null, events };
  }

  /** Resolves an alert's open incident by itself, if there is one. */
  async clear(tx: Transaction, alertId: string, text: string): Promise<readonly OpsEvent[]> {
    return (await this.#book.carryOut(tx, await this.#book.latest(tx, alertId), { kind: 'clear', text })).events;
  }

  /** Does what is due. Resolves with the time of the next look, epoch ms. */
  async tick(): Promise<number> {
    if (!this.#ports.config().alerts.enabled) return this.#ports.clock.now() + tickInterval;
    return this.#ports.store.write(async (tx) => {
      const { events, nextAt } = await runTimers(tx, this.#book, this.#evaluator, await loadDefinitions(tx), this.#ports.clock.now());
      await this.#ports.publish(tx, events);
      return nextAt;
    });
  }

  /** What became of a notification that was handed to the outbox; `key` is its item's id. */
  async notificationDelivered(tx: Transaction, incidentId: string, key: string, ok: boolean, detail: string): Promise<void> {
    await this.#book.carryOut(tx, await this.#book.byId(tx, incidentId), { kind: 'delivered', key, ok, detail });
  }

  async prune(tx: Transaction, now: number): Promise<void> {
    await pruneAlerting(tx, now);
  }

  async eraseUser(tx: Transaction, userId: string): Promise<number> {
    return eraseUserFromAlerts(tx, userId);
  }

  async exportUser(tx: ReadTransaction, userId: string): Promise<readonly unknown[]> {
    return exportUserFromAlerts(tx, userId);
  }

  /** Opens an incident, or repeats the one that is open. An unknown id is an error that names the known ones. */
  async triggerAlert(alertId: string, data: Data = {}, context: Data = {}): Promise<Result<Incident>> {
    if (!isRecord(data) || !isRecord(context)) return fail(`triggerAlert: "${isRecord(data) ? 'context' : 'data'}": expected an object`);
    if (!this.#ports.config().alerts.enabled) return fail('alerts are off (option "alerts.enabled")');
    return this.#change(async (tx) => {
      const definitions = await loadDefinitions(tx);
      if (!definitions.has(alertId)) return fail(unknownAlert(String(alertId), definitions));
      const { incident, events } = await this.trigger(tx, alertId, this.#ports.scrub(data), this.#ports.scrub(context));
      await this.#ports.publish(tx, events);
      return incident ? { ok: true, value: incident } : fail(`${alertId}: nothing was opened`);
    });
  }

  /** Takes an open incident: escalation stops until it runs out (CRITICAL 30 min, HIGH 2 h). */
  async acknowledgeAlert(id: string, userId: string, reason: string): Promise<Result<Incident>> {
    return this.#command('acknowledgeAlert', id, userId, (by) => ({ kind: 'acknowledge', userId: by, reason: this.#text(reason) }));
  }

  async resolveAlert(id: string, userId: string, resolution: string): Promise<Result<Incident>> {
    return this.#command('resolveAlert', id, userId, (by) => ({ kind: 'resolve', userId: by, text: this.#text(resolution) || 'resolved' }));
  }

  /** Adds an alert, or changes a built-in one. The error lists everything that is wrong, by path. */
  async registerAlert(alertId: string, config: AlertDefinitionInput): Promise<Result<AlertDefinition>> {
    const validated = validateDefinition(alertId, this.#ports.scrub(config));
    if (!validated.ok) return fail(`registerAlert: ${validated.errors.join('; ')}`);
    return this.#change(async (tx) => {
      const definitions = await loadDefinitions(tx);
      if (!definitions.has(alertId) && definitions.size >= mostDefinitions) return fail(`registerAlert: expected at most ${mostDefinitions} alerts`);
      saveDefinition(tx, validated.definition);
      return { ok: true, value: validated.definition };
    });
  }

  /** Takes an alert away and resolves its open incident. A built-in one comes back when it is registered again. */
  async unregisterAlert(alertId: string): Promise<Result<null>> {
    return this.#change(async (tx) => {
      const definitions = await loadDefinitions(tx);
      if (!definitions.has(alertId)) return fail(unknownAlert(String(alertId), definitions));
      removeDefinition(tx, alertId);
      await this.#ports.publish(tx, await this.clear(tx, alertId, 'the alert was unregistered'));
      return { ok: true, value: null };
    });
  }

  /** Worst first, then newest first. */
  async getActiveAlerts(category?: string, severity?: string): Promise<readonly Incident[]> {
    const open = await this.#ports.store.read((tx) => this.#book.firing(tx));
    const rank = ({ severity }: Incident): number => severities.indexOf(severity);
    return open
      .map(({ incident }) => incident)
      .filter((incident) => (category ?? incident.category) === incident.category && (severity ?? incident.severity) === incident.severity)
      .sort((a, b) => rank(a) - rank(b) || b.startedAt - a.startedAt);
  }

  /** All incidents of the last 90 days, firing ones too, newest first. */
  async getAlertHistory(limit = 100, category?: string, severity?: string): Promise<readonly Incident[]> {
    const most = Math.max(0, Math.floor(Number.isFinite(limit) ? limit : 100));
    const filtered = category !== undefined || severity !== undefined;
    const rows = await this.#ports.store.read((tx) => tx.list<IncidentRow>('incidents', { newestFirst: true, ...(filtered ? {} : { limit: most }) }));
    return rows
      .map(({ incident }) => incident)
      .filter((incident) => (category ?? incident.category) === incident.category && (severity ?? incident.severity) === incident.severity)
      .slice(0, most);
  }

  /** Of the incidents that started in a range; default: the last 24 hours. */
  async getAlertStatistics(range: TimeRange = '24h'): Promise<AlertStatistics> {
    const now = this.#ports.clock.now();
    const span = typeof range === 'string' ? relativeRanges[range] : range;
    const expected = `${Object.keys(relativeRanges).join(' | ')}, {from, to} or milliseconds`;
    if (typeof span !== 'object' && !Number.isFinite(span)) throw new TypeError(`getAlertStatistics: expected ${expected}, got ${JSON.stringify(range)}`);
    const bounds = typeof span === 'object' ? span : { from: now - span, to: now + 1 };
    return alertStatistics(await this.#ports.store.read((tx) => tx.list<IncidentRow>('incidents')), bounds);
  }

  async getAlertDefinitions(): Promise<readonly AlertDefinition[]> {
    return this.#ports.store.read(async (tx) => [...(await loadDefinitions(tx)).values()]);
  }

  /** Nobody is told of matching incidents until then (epoch ms), open ones included. */
  async silence(matcher: SilenceMatcher, until: number, userId: string, reason: string): Promise<Result<Silence>> {
    const now = this.#ports.clock.now();
    const read = readSilence(this.#ports.scrub({ matcher, until, userId, reason }), now);
    if (!read.ok) return fail(`silence: ${read.errors.join('; ')}`);
    return this.#change(async (tx) => {
      const silence: Silence = { ...read.silence, id: this.#book.newId().replace('alert_', 'silence_'), createdAt: now };
      tx.put<SilenceRow>('silences', { key: silence.id, silence });
      const all = await loadSilences(tx);
      for (const state of await this.#book.firing(tx)) {
        const command = silenceCommand(state, all, now);
        if (command) await this.#ports.publish(tx, (await this.#book.carryOut(tx, state, command)).events);
      }
      return { ok: true, value: silence };
    });
  }

  /** Those that still hold, the next to end first. */
  async getSilences(): Promise<readonly Silence[]> {
    const now = this.#ports.clock.now();
    const all = await this.#ports.store.read(loadSilences);
    return all.filter(({ until }) => until > now).sort((a, b) => a.until - b.until);
  }

  async explain(alertId: string): Promise<AlertExplanation> {
    return this.#ports.store.read(async (tx) => {
      const definitions = await loadDefinitions(tx);
      const definition = definitions.get(alertId);
      if (definition) return this.#evaluator.explain(tx, definition);
      const nothing = { evaluatedAt: null, value: null, threshold: 0, sampleSize: null, lowerBound: null };
      return { alertId, ...nothing, state: 'not_registered', step: 'never_evaluated', text: unknownAlert(String(alertId), definitions) };
    });
  }

  #text(given: unknown): string {
    return this.#ports.scrub(typeof given === 'string' ? given.slice(0, 1_000) : '');
  }

  async #command(name: string, id: string, userId: string, make: (userId: string) => Parameters<IncidentBook['carryOut']>[2]): Promise<Result<Incident>> {
    const by = this.#text(userId);
    if (by === '') return fail(`${name}: "userId": expected a non-empty text, got ${JSON.stringify(userId)}`);
    return this.#change(async (tx) => {
      const before = await this.#book.byId(tx, String(id));
      if (!before) {
        const open = (await this.#book.firing(tx)).map(({ incident }) => incident.id);
        return fail(`${name}: no incident ${JSON.stringify(id)}; open: ${open.join(', ') || 'none'}`);
      }
      const { state, events, refused }: Outcome = await this.#book.carryOut(tx, before, make(by));
      if (refused !== null || !state) return fail(`${name}: ${before.incident.id} is ${refused}`);
      await this.#ports.publish(tx, events);
      return { ok: true, value: state.incident };
    });
  }

  async #change<T>(run: (tx: Transaction) => Promise<Result<T>>): Promise<Result<T>> {
    const result = await this.#ports.store.write(run);
    if (result.ok) this.#ports.notify?.('alerts');
    return result;
  }
}
