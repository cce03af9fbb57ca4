import type { AlertDefinition, AlertDefinitionInput, AlertExplanation, AlertStatistics, Incident, Silence, SilenceMatcher } from '../../contract/alert.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import type { AlertsApi, Result } from '../../contract/runtime-api.ts';
import { severities } from '../../contract/severity.ts';
import type { Retention } from '../../contract/status.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import type { Observation } from '../../domain/alerting/counted.ts';
import { builtInAlerts } from '../../domain/alerting/definitions.ts';
import type { IncidentRow } from '../../domain/alerting/incident-state.ts';
import { faultsIn } from '../../domain/alerting/rules.ts';
import { silenceRules } from '../../domain/alerting/silence-rules.ts';
import { alertStatistics } from '../../domain/alerting/statistics.ts';
import { validateDefinition } from '../../domain/alerting/validate-definition.ts';
import { resolveRange } from '../../domain/resolve-range.ts';
import type { Transaction } from '../ports/store.ts';
import type { AlertingPorts } from './alerting-ports.ts';
import { alertingRetention, eraseUserFromAlerts, findUserInAlerts, pruneAlerting } from './alerting-retention.ts';
import { boundData } from './bound-data.ts';
import { countBatch } from './counters.ts';
import { loadDefinitions, unknownAlert } from './definition-book.ts';
import type { DefinitionRow } from './definition-book.ts';
import { changeIncident, firingIncidents, latestIncident, newId, toIncident, triggerIncident } from './incidents.ts';
import type { SilenceRow } from './incidents.ts';
import { explain, judge } from './judge.ts';
import { keepWatch, tickInterval } from './watch.ts';

type Data = Readonly<Record<string, unknown>>;

const mostDefinitions = 200;
/** ms between two looks while something is firing: how late a resolution may be */
const firingInterval = 30_000;

const fail = (error: string): { readonly ok: false; readonly error: string } => ({ ok: false, error });

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
  readonly retention: readonly Retention[] = alertingRetention;
  /** Removes what is too old or too much, oldest first; never what is still firing. */
  readonly prune = pruneAlerting;
  /** Takes a user's id out of incidents and silences. Resolves with how many it was found in. */
  readonly eraseUser = eraseUserFromAlerts;
  readonly exportUser = findUserInAlerts;
  readonly #ports: AlertingPorts;

  constructor(ports: AlertingPorts) {
    this.#ports = ports;
  }

  /** Counts a batch, and evaluates the alerts that it concerns. Resolves with the window events that follow. */
  async observe(tx: Transaction, seen: Observation): Promise<readonly OpsEvent[]> {
    const { events: names, alerts } = this.#ports.config();
    const now = this.#ports.clock.now();
    const watch = await keepWatch(tx, 'observedAt', now);
    const definitions = await loadDefinitions(tx);
    const brought = await countBatch(tx, seen, names, definitions.get('user_session_errors')?.threshold ?? Infinity, now);
    const events: OpsEvent[] = [];
    if (alerts.enabled)
      for (const [id, definition] of definitions)
        if (builtInAlerts.get(id)?.counters.some((name) => name in brought)) events.push(...(await judge(tx, this.#ports, definition, brought, watch)));
    return events;
  }

  /** For what the runtime hears on its bus. Does nothing for an alert that a page has taken away. */
  async trigger(tx: Transaction, alertId: string, data: Data, context: Data): Promise<{ readonly incident: Incident | null; readonly events: readonly OpsEvent[] }> {
    const definition = (await loadDefinitions(tx)).get(alertId);
    if (!definition || !this.#ports.config().alerts.enabled) return { incident: null, events: [] };
    const value = Number.isFinite(data['value']) ? (data['value'] as number) : null;
    const text = String(data['message'] ?? data['alertType'] ?? data['status'] ?? value ?? definition.name).slice(0, 500);
    const input = { value, sampleSize: null, times: 1, text, data: boundData(data), context: boundData(context) };
    const { row, events } = await triggerIncident(tx, this.#ports, definition, input);
    return { incident: toIncident(row), events };
  }

  /** Resolves an alert's open incident by itself, if there is one. */
  async clear(tx: Transaction, alertId: string, text: string): Promise<readonly OpsEvent[]> {
    const latest = await latestIncident(tx, alertId);
    return latest ? (await changeIncident(tx, this.#ports, latest, { kind: 'resolve', userId: 'system', text, automatic: true })).events : [];
  }

  /** Does what is due. Resolves with the time of the next look, epoch ms. */
  async tick(): Promise<number> {
    const { clock, config, store, publish } = this.#ports;
    const now = clock.now();
    let next = now + tickInterval;
    if (!config().alerts.enabled) return next;
    await store.write(async (tx) => {
      const watch = await keepWatch(tx, 'tickedAt', now);
      const definitions = await loadDefinitions(tx);
      for (const open of await firingIncidents(tx)) {
        const definition = definitions.get(open.alertId);
        // First whether it is over: nobody is called for what has just become good.
        const judged = definition ? await judge(tx, this.#ports, definition, {}, watch) : [];
        const { row, events } = await changeIncident(tx, this.#ports, (await latestIncident(tx, open.alertId)) ?? open, { kind: 'look', slept: watch.slept });
        await publish(tx, [...judged, ...events]);
        next = Math.min(next, now + firingInterval, row.escalation.nextAt ?? Infinity, row.acknowledgement?.expiresAt ?? Infinity);
      }
    });
    return Math.max(next, now);
  }

  /** What became of a notification that was handed to the outbox; `key` is its item's id. */
  async notificationDelivered(tx: Transaction, incidentId: string, key: string, ok: boolean, detail: string): Promise<void> {
    const row = await tx.get<IncidentRow>('incidents', incidentId);
    if (row) await changeIncident(tx, this.#ports, row, { kind: 'delivered', key, ok, detail });
  }

  /** Opens an incident, or repeats the one that is open. An unknown id is an error that names the known ones. */
  async triggerAlert(alertId: string, data?: Data, context?: Data): Promise<Result<Incident>> {
    const { config, scrub, store, publish } = this.#ports;
    if (!config().alerts.enabled) return fail('alerts are off (option "alerts.enabled")');
    return store.write(async (tx) => {
      const { incident, events } = await this.trigger(tx, alertId, scrub({ ...data }), scrub({ ...context }));
      if (!incident) return unknownAlert(alertId, await loadDefinitions(tx));
      await publish(tx, events);
      return { ok: true, value: incident };
    });
  }

  /** Takes an open incident: escalation stops until it runs out (CRITICAL 30 min, HIGH 2 h). */
  async acknowledgeAlert(id: string, userId: string, reason: string): Promise<Result<Incident>> {
    return this.#command('acknowledge', id, userId, reason);
  }

  async resolveAlert(id: string, userId: string, resolution: string): Promise<Result<Incident>> {
    return this.#command('resolve', id, userId, resolution);
  }

  /** Adds an alert, or changes a built-in one. The error lists everything that is wrong, by path. */
  async registerAlert(alertId: string, config: AlertDefinitionInput): Promise<Result<AlertDefinition>> {
    const validated = validateDefinition(alertId, this.#ports.scrub(config));
    if (!validated.ok) return validated;
    return this.#ports.store.write(async (tx) => {
      const definitions = await loadDefinitions(tx);
      if (!definitions.has(alertId) && definitions.size >= mostDefinitions) return fail(`expected at most ${mostDefinitions} alerts`);
      tx.put<DefinitionRow>('definitions', { key: alertId, definition: validated.value });
      return validated;
    });
  }

  /** Takes an alert away and resolves its open incident. A built-in one comes back when it is registered again. */
  async unregisterAlert(alertId: string): Promise<Result<null>> {
    return this.#ports.store.write(async (tx) => {
      const definitions = await loadDefinitions(tx);
      if (!definitions.has(alertId)) return unknownAlert(alertId, definitions);
      if (builtInAlerts.has(alertId)) tx.put<DefinitionRow>('definitions', { key: alertId, definition: null });
      else tx.delete('definitions', alertId);
      await this.#ports.publish(tx, await this.clear(tx, alertId, 'the alert was unregistered'));
      return { ok: true, value: null };
    });
  }

  /** Worst first, then newest first. */
  async getActiveAlerts(category?: string, severity?: string): Promise<readonly Incident[]> {
    const rank = ({ severity, startedAt }: Incident): number => severities.indexOf(severity) * 1e14 - startedAt;
    return chosen(await this.#ports.store.read(firingIncidents), category, severity).sort((a, b) => rank(a) - rank(b));
  }

  /** All incidents of the last 90 days, firing ones too, newest first. */
  async getAlertHistory(limit = 100, category?: string, severity?: string): Promise<readonly Incident[]> {
    const rows = await this.#ports.store.read((tx) => tx.list<IncidentRow>('incidents', { newestFirst: true }));
    return chosen(rows, category, severity).slice(0, Math.max(0, limit));
  }

  /** Of the incidents that started in a range; default: the last 24 hours. */
  async getAlertStatistics(range?: TimeRange): Promise<AlertStatistics> {
    const bounds = resolveRange(range, this.#ports.clock.now());
    return alertStatistics(await this.#ports.store.read((tx) => tx.list<IncidentRow>('incidents')), bounds);
  }

  async getAlertDefinitions(): Promise<readonly AlertDefinition[]> {
    return [...(await this.#ports.store.read(loadDefinitions)).values()];
  }

  /** Nobody is told of matching incidents until then (epoch ms), open ones included. */
  async silence(matcher: SilenceMatcher, until: number, userId: string, reason: string): Promise<Result<Silence>> {
    const { clock, scrub, store, notify } = this.#ports;
    const given = { matcher: scrub(matcher), until, userId: this.#text(userId) };
    const faults = faultsIn(given, silenceRules(clock.now()));
    if (faults) return fail(faults);
    const silence: Silence = { ...given, reason: this.#text(reason), id: newId('silence', this.#ports), createdAt: clock.now() };
    await store.write(async (tx) => tx.put<SilenceRow>('silences', { ...silence, key: silence.id }));
    // Open incidents hear of it at the next tick, which may not page before it has looked.
    notify?.('alerts');
    return { ok: true, value: silence };
  }

  /** Those that still hold, the next to end first. */
  async getSilences(): Promise<readonly Silence[]> {
    const rows = await this.#ports.store.read((tx) => tx.list<SilenceRow>('silences'));
    return rows.filter(({ until }) => until > this.#ports.clock.now()).sort((a, b) => a.until - b.until).map(({ key: _key, ...silence }) => silence);
  }

  /** Why an alert does or does not fire. */
  async explain(alertId: string): Promise<AlertExplanation> {
    return this.#ports.store.read((tx) => explain(tx, alertId, this.#ports.clock.now()));
  }

  /** What people hand in: scrubbed, and not longer than anybody reads. */
  #text(given: unknown): string {
    return typeof given === 'string' ? this.#ports.scrub(given.slice(0, 1_000)) : '';
  }

  async #command(kind: 'acknowledge' | 'resolve', id: string, by: string, why: string): Promise<Result<Incident>> {
    const userId = this.#text(by);
    if (!userId) return fail('"userId": expected a non-empty text');
    return this.#ports.store.write(async (tx) => {
      const before = await tx.get<IncidentRow>('incidents', String(id));
      if (before?.state !== 'firing') return fail(before ? `${id} is already resolved` : `no incident ${JSON.stringify(id)}`);
      const { row, events } = await changeIncident(tx, this.#ports, before, { kind, userId, text: this.#text(why), automatic: false });
      await this.#ports.publish(tx, events);
      return { ok: true, value: toIncident(row) };
    });
  }
}

function chosen(rows: readonly IncidentRow[], category: string | undefined, severity: string | undefined): Incident[] {
  return rows.filter((row) => (category ?? row.category) === row.category && (severity ?? row.severity) === row.severity).map(toIncident);
}
