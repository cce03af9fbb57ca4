import type { AlertDefinition, AlertDefinitionInput, AlertExplanation, AlertStatistics, Incident, MaintenanceWindow, PushSettings, Silence, SilenceMatcher } from '../../contract/alert.ts';
import type { AlertsApi, Result } from '../../contract/runtime-api.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { definitionRules } from '../../domain/alerting/definition-rules.ts';
import { findFault } from '../../domain/alerting/find-fault.ts';
import { isOpen, type IncidentRow } from '../../domain/alerting/incident-row.ts';
import { maintenanceSpans } from '../../domain/alerting/maintenance-spans.ts';
import type { SilenceRow } from '../../domain/alerting/silence-row.ts';
import { alertStatistics } from '../../domain/alerting/statistics.ts';
import { textOf } from '../../domain/alerting/text-of.ts';
import { validateDefinition } from '../../domain/alerting/validate-definition.ts';
import { resolveRange } from '../../domain/resolve-range.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import type { Transport } from '../ports/transport.ts';
import { forgetCondition } from './condition-rows.ts';
import { conditionsOf } from './conditions-of.ts';
import type { DefinitionRow } from './definition-rows.ts';
import { loadDefinitions } from './load-definitions.ts';
import { explainAlert } from './explain-alert.ts';
import { chooseIncidents } from './incident-rows.ts';
import { newId } from './new-id.ts';

const mostDefinitions = 200;
/** Each is looked at whenever tabs send something. */
const mostConditions = 20;
/** ms */
const keyTimeout = 10_000;
/** ms */
const longestMaintenance = 366 * 86_400_000;

/** What is asked about alerts, and what people write down for them: definitions and silences. */
export class AlertQueries implements Pick<AlertsApi, 'registerAlert' | 'getAlertHistory' | 'getAlertStatistics' | 'getAlertDefinitions' | 'silence' | 'addMaintenance' | 'endSilence' | 'getSilences' | 'explain' | 'getPushSettings'> {
  readonly #ports: QueryPorts;

  readonly #transport: Transport;

  constructor(ports: QueryPorts, transport: Transport) {
    this.#ports = ports;
    this.#transport = transport;
  }

  /** Adds an alert, or changes a built-in one. The error says which member is wrong. */
  async registerAlert(alertId: string, config: AlertDefinitionInput): Promise<Result<AlertDefinition>> {
    const validated = validateDefinition(alertId, this.#ports.mask(config));
    if (!validated.ok) return validated;
    return this.#ports.store.write(async (tx) => {
      const isNew = !(await tx.get('definitions', alertId));
      if (isNew && (await tx.count('definitions')) >= mostDefinitions) return { ok: false, error: `expected at most ${mostDefinitions} alerts` };
      const others = conditionsOf(await loadDefinitions(tx)).filter(({ id }) => id !== alertId);
      if (validated.value.condition && others.length >= mostConditions) return { ok: false, error: `condition: expected at most ${mostConditions} alerts with one` };
      await forgetCondition(tx, alertId);
      tx.put<DefinitionRow>('definitions', { key: alertId, definition: validated.value });
      return validated;
    });
  }

  /** All incidents of the last 90 days, firing ones too, newest first. */
  async getAlertHistory(limit = 100, category?: string, severity?: string): Promise<readonly Incident[]> {
    const rows = chooseIncidents(await this.#ports.store.read((tx) => tx.list<IncidentRow>('incidents')), category, severity);
    return rows.sort((a, b) => b.startedAt - a.startedAt).slice(0, Math.max(0, limit));
  }

  /** Of the incidents that started in a range; default: the last 24 hours. */
  async getAlertStatistics(range?: TimeRange): Promise<AlertStatistics> {
    const now = this.#ports.now();
    const bounds = resolveRange(range, now);
    return alertStatistics(await this.#ports.store.read((tx) => tx.list<IncidentRow>('incidents')), bounds, now);
  }

  async getAlertDefinitions(): Promise<readonly AlertDefinition[]> {
    return [...(await this.#ports.store.read(loadDefinitions)).values()];
  }

  /** Nobody is told of matching incidents until then (epoch ms), open ones included. */
  silence(matcher: SilenceMatcher, until: number, userId: string, reason: string): Promise<Result<Silence>> {
    return this.#quiet(matcher, until, userId, reason);
  }

  /** Nobody is told of matching incidents in hours that come back every week. They hold for a year, or until then: what is for ever is forgotten. */
  async addMaintenance(matcher: SilenceMatcher, window: MaintenanceWindow, userId: string, reason: string, until = this.#ports.now() + longestMaintenance): Promise<Result<Silence>> {
    const now = this.#ports.now();
    if (!(until <= now + longestMaintenance)) return { ok: false, error: `until: expected a year from now at most, got ${until}` };
    const spans = maintenanceSpans(window, now, until);
    return spans.ok ? this.#quiet(matcher, until, userId, reason, { maintenance: window, spans: spans.value }) : spans;
  }

  /** Ends it now. What it kept quiet and still fires is told at the next look. */
  async endSilence(id: string, userId: string): Promise<Result<Silence | null>> {
    const { now, mask, store } = this.#ports;
    const given = mask({ userId });
    const error = findFault(given, definitionRules);
    if (error) return { ok: false, error };
    return store.write(async (tx) => {
      const silence = await tx.get<SilenceRow>('silences', String(id));
      if (!silence || silence.until <= now()) return { ok: true, value: null };
      const ended = { ...silence, until: now(), reason: textOf(`${silence.reason} (ended by ${given.userId})`.trim()) };
      tx.put('silences', ended);
      for (const row of await tx.list<IncidentRow>('incidents'))
        if (isOpen(row) && row.silencedBy === id && row.escalation.nextAt) tx.put<IncidentRow>('incidents', { ...row, escalation: { ...row.escalation, nextAt: now() } });
      return { ok: true, value: ended };
    });
  }

  async #quiet(matcher: SilenceMatcher, until: number, userId: string, reason: string, more: Partial<SilenceRow> = {}): Promise<Result<Silence>> {
    const { now: time, mask, random, store } = this.#ports;
    const now = time();
    // As JSON, so that what is `undefined` is absent.
    const given = mask({ matcher: JSON.parse(JSON.stringify(matcher ?? {})) as SilenceMatcher, until, userId, reason: textOf(reason) });
    const error = findFault({ matcher: given.matcher, ...given.matcher, until: until > now ? until : `${until}, past`, userId }, definitionRules);
    if (error) return { ok: false, error };
    const id = newId('silence', now, random());
    const silence: SilenceRow = { ...given, ...more, key: id, id, createdAt: now };
    await store.write(async (tx) => tx.put('silences', silence));
    return { ok: true, value: silence };
  }

  /** Those that still hold, the next to end first. */
  async getSilences(): Promise<readonly Silence[]> {
    const rows = await this.#ports.store.read((tx) => tx.list<SilenceRow>('silences'));
    return rows.filter(({ until }) => until > this.#ports.now()).sort((a, b) => a.until - b.until);
  }

  /** What a page needs to subscribe to pushes; `null`: the backend has none. */
  async getPushSettings(): Promise<PushSettings | null> {
    const { endpoints, workerUrl } = this.#ports.config();
    if (!endpoints.notifications) return null;
    const url = `${endpoints.notifications.replace(/\/$/, '')}/push`;
    const { status, body } = await this.#transport({ url: `${url}/key`, method: 'GET', timeout: keyTimeout });
    const { publicKey } = Object(body) as Partial<PushSettings>;
    return status === 200 && typeof publicKey === 'string' ? { publicKey, url, workerUrl: new URL('prescripto-ops.push.js', workerUrl).href } : null;
  }

  /** Why an alert does or does not fire: its numbers now, and the step that stops it. */
  explain(alertId: string): Promise<AlertExplanation> {
    return this.#ports.store.read((tx) => explainAlert(tx, alertId, this.#ports.now()));
  }
}
