import type { Incident } from '../../contract/alert.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import type { Result } from '../../contract/runtime-api.ts';
import { severities } from '../../contract/severity.ts';
import { boundData } from '../../domain/alerting/bound-data.ts';
import { builtInAlerts } from '../../domain/alerting/built-in-alerts.ts';
import { findFault } from '../../domain/alerting/find-fault.ts';
import { findSilence } from '../../domain/alerting/find-silence.ts';
import type { IncidentCommand, IncidentRow } from '../../domain/alerting/incident-row.ts';
import { type Delivered, receipt, refusalReason } from '../../domain/alerting/receipt.ts';
import { incidentFor, reduceIncident } from '../../domain/alerting/reduce-incident.ts';
import type { SilenceRow } from '../../domain/alerting/silence-row.ts';
import { textOf } from '../../domain/alerting/text-of.ts';
import type { Transaction } from '../ports/store.ts';
import type { DeliveryOutcome } from '../ports/alerting-part.ts';
import type { AlertingPorts } from './alerting-ports.ts';
import { conditionsOf } from './conditions-of.ts';
import type { DefinitionRow } from './definition-rows.ts';
import { describeLevel, evaluateAlert } from './evaluate-alert.ts';
import { chooseIncidents, findOutage, latestIncident, openIncidents } from './incident-rows.ts';
import { loadDefinitions, unknownAlert } from './load-definitions.ts';
import { newId } from './new-id.ts';
import { notificationItem, routesOf } from './notification-item.ts';

type Data = Readonly<Record<string, unknown>>;

/** What became of an incident, and the window events that follow; `null`: there is none that it could be done to. */
interface Outcome {
  readonly incident: Incident | null;
  readonly events: readonly OpsEvent[];
  readonly error?: string | undefined;
}

/** ms between two looks, at most: how late a resolution may be */
const lookInterval = 30_000;

const nobody: Outcome = { incident: null, events: [] };
/** epoch ms */
const lookAt = ({ lookedAt, escalation, acknowledgement }: IncidentRow): number =>
  Math.min(lookedAt + lookInterval, escalation.nextAt ?? Infinity, acknowledgement?.expiresAt ?? Infinity);
const numberOr = (value: unknown): number | null => (Number.isFinite(value) ? (value as number) : null);

/**
 * The life of incidents: from a trigger over escalation, acknowledgement and silences to the resolution, and who is told of each step. It is loaded when there is
 * one (docs/decisions/019); what is counted and found while there is none is the matter of `AlertWatch`.
 *
 * Holds no state: everything is read and written in the store's transactions, so that several runtimes over one database, or
 * one that is started anew between any two steps, go on where the last one was.
 *
 * @example
 * const alerting = new AlertingService({ store, clock, random, outbox, publish, scrub, config: () => config, own });
 * await alerting.triggerAlert('high_error_rate', { value: 0.08 }, { service: 'api' });
 */
export class AlertingService {
  readonly #ports: AlertingPorts;

  constructor(ports: AlertingPorts) {
    this.#ports = ports;
  }

  /**
   * Opens an incident, or repeats the one that is open. Does nothing for an alert that a page has taken away.
   *
   * @param times occurrences behind it; 0 for a level, which is there or not
   */
  async trigger(tx: Transaction, alertId: string, data: Data, context: Data = {}, times = 1): Promise<Outcome> {
    const definitions = await loadDefinitions(tx);
    const definition = definitions.get(alertId);
    const { clock, config, random } = this.#ports;
    const now = clock.now();
    if (!config().alerts.enabled) return { ...nobody, error: 'alerts.enabled is off' };
    if (!definition) return { ...nobody, error: unknownAlert(definitions, alertId) };
    const { message, alertType, status, value, sampleSize } = data as Readonly<Record<'message' | 'alertType' | 'status' | 'value' | 'sampleSize', unknown>>;
    const level = times ? undefined : describeLevel(definition, numberOr(value), numberOr(sampleSize));
    const row = incidentFor(await latestIncident(tx, alertId), definition, newId(alertId, now, random()), now);
    return this.#change(tx, row, {
      kind: 'trigger',
      // An alert has one severity, but for the system status: a CRITICAL system is a CRITICAL incident.
      severity: status === 'CRITICAL' ? status : definition.severity,
      value: numberOr(value),
      sampleSize: numberOr(sampleSize),
      times,
      text: textOf(message ?? level ?? alertType ?? status ?? value ?? definition.name),
      data: boundData(level ? { message: level, ...data } : data),
      context: boundData(context),
    });
  }

  /** Resolves an alert's open incident by itself, if there is one. */
  async clear(tx: Transaction, alertId: string, text: string): Promise<readonly OpsEvent[]> {
    return (await this.#change(tx, await latestIncident(tx, alertId), { kind: 'resolve', userId: 'system', text, automatic: true })).events;
  }

  /** Does what is due. Resolves with the time of the next look, epoch ms. */
  async tick(): Promise<number> {
    const { clock, config, store, publish, own } = this.#ports;
    const now = clock.now();
    let next = now + lookInterval;
    if (!config().alerts.enabled) return next;
    await store.write(async (tx) => {
      const definitions = await loadDefinitions(tx);
      const conditions = conditionsOf(definitions);
      const findings = (conditions[0] && (await own.judge(tx, conditions))) || [];
      const open = await openIncidents(tx, definitions);
      for (const { step, alertId, text: message, value, sampleSize } of findings)
        if (step === 'fired' && ![...open.values()].some(({ id }) => id === alertId)) await publish(tx, (await this.trigger(tx, alertId, { message, value, sampleSize }, {}, 0)).events);
      for (const [row, definition] of open) {
        let after = row;
        if (lookAt(row) <= now || row.lookedAt > now) {
          const finding = findings.find(({ alertId }) => alertId === definition.id) ?? (await evaluateAlert(tx, definition, now));
          const { incident, events } = await this.#change(tx, row, { kind: 'look', ...finding });
          await publish(tx, events);
          after = incident as IncidentRow;
        }
        next = Math.min(next, lookAt(after));
      }
    });
    return next;
  }

  /** What became of a notification that was handed to the outbox; `key` is its item's id. */
  async notificationDelivered(tx: Transaction, incidentId: string, key: string, { kind, detail, body }: DeliveryOutcome): Promise<void> {
    const status = kind === 'delivered' ? receipt(body, key) : kind === 'retry' ? 'sent' : 'dead';
    const why = status === 'dead' ? refusalReason(body, key) : '';
    await this.notificationConfirmed(tx, incidentId, key, { status, detail: why ? `${detail}: ${why}` : detail });
  }

  /** What the backend says of a notification. */
  async notificationConfirmed(tx: Transaction, incidentId: string, key: string, { status, detail }: Delivered): Promise<void> {
    await this.#change(tx, await tx.get('incidents', incidentId), { kind: 'delivered', key, status, detail: this.#ports.scrub(detail) });
  }

  /** Opens an incident, or repeats the one that is open. An unknown id is an error that names the known ones. */
  triggerAlert(alertId: string, data?: Data, context?: Data): Promise<Result<Incident>> {
    const { scrub } = this.#ports;
    return this.#act((tx) => this.trigger(tx, alertId, scrub({ ...data }), scrub({ ...context })));
  }

  /** Takes an open incident: escalation stops until it runs out (CRITICAL 30 min, HIGH 2 h). `null`: it is not open (any more). */
  acknowledgeAlert(id: string, userId: string, reason: string): Promise<Result<Incident | null>> {
    return this.#command('acknowledge', id, userId, reason);
  }

  /** `null`: it is not open (any more). */
  resolveAlert(id: string, userId: string, resolution: string): Promise<Result<Incident | null>> {
    return this.#command('resolve', id, userId, resolution);
  }

  /** Takes an alert away and resolves its open incident. A built-in one comes back when it is registered again. */
  unregisterAlert(alertId: string): Promise<Result<null>> {
    return this.#act(async (tx) => {
      const definitions = await loadDefinitions(tx);
      if (!definitions.has(alertId)) return { ...nobody, error: unknownAlert(definitions, alertId) };
      tx.delete('definitions', alertId);
      if (builtInAlerts.has(alertId)) tx.put<DefinitionRow>('definitions', { key: alertId, definition: null });
      return { incident: null, events: await this.clear(tx, alertId, 'unregistered') };
    });
  }

  /** Worst first, then newest first. */
  async getActiveAlerts(category?: string, severity?: string): Promise<readonly Incident[]> {
    const rank = ({ severity, startedAt }: Incident): number => severities.indexOf(severity) * 1e14 - startedAt;
    const open = await this.#ports.store.read(async (tx) => openIncidents(tx, await loadDefinitions(tx)));
    return chooseIncidents([...open.keys()], category, severity).sort((a, b) => rank(a) - rank(b));
  }

  #command(kind: 'acknowledge' | 'resolve', id: string, by: string, why: string): Promise<Result<Incident | null>> {
    const given = this.#ports.scrub({ userId: by, text: textOf(why) });
    const error = findFault({ userId: given.userId }, { userId: /^".{1,1000}"$/ });
    return this.#act(async (tx) => (error ? { ...nobody, error } : this.#change(tx, await tx.get('incidents', String(id)), { kind, automatic: false, ...given })));
  }

  /** Does what a page asks for, and tells everybody what follows. */
  #act<V extends Incident | null>(run: (tx: Transaction) => Promise<Outcome>): Promise<Result<V>> {
    const { store, publish } = this.#ports;
    return store.write(async (tx) => {
      const { incident, events, error } = await run(tx);
      await publish(tx, events);
      return error === undefined ? { ok: true, value: incident as V } : { ok: false, error };
    });
  }

  /** Carries out a command: row, outbox and events in one transaction. */
  async #change(tx: Transaction, before: IncidentRow | undefined, command: IncidentCommand): Promise<Outcome> {
    const { clock, outbox, notify, config, own } = this.#ports;
    const now = clock.now();
    const settings = config();
    const routes = routesOf(settings);
    if (!before) return nobody;
    const silence = findSilence(await tx.list<SilenceRow>('silences'), { ...before, ...command }, now);
    const outage = await findOutage(tx, before.dependsOn, now);
    const next = reduceIncident(before, command, { routes, escalateAfter: settings.alerts.escalateAfter, silence, outage }, now);
    if (!next) return nobody;
    const { row, sent, withdrawn, event } = next;
    const evidence = (settings.alerts.fleet && (await own.evidence(tx, before, row))) || [];
    outbox.add(tx, 'alerts/evidence', evidence);
    tx.put('incidents', evidence[0] ? { ...row, evidenceAt: now } : row);
    notify?.('alerts');
    for (const { channel, key } of withdrawn) {
      const route = routes[channel];
      if (route && route !== 'page') await outbox.withdraw(tx, route, key);
    }
    for (const notification of sent) {
      const route = routes[notification.channel];
      if (route && route !== 'page') outbox.add(tx, route, [notificationItem(row, notification, settings)]);
    }
    return { incident: row, events: event ? [{ name: event, detail: row }] : [] };
  }
}
