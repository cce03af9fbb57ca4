import type { AlertDefinition, AlertDefinitionInput, AlertExplanation, AlertStatistics, Incident, Silence, SilenceMatcher } from '../../contract/alert.ts';
import type { AlertsApi, Result } from '../../contract/runtime-api.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { findFault } from '../../domain/alerting/find-fault.ts';
import type { IncidentRow } from '../../domain/alerting/incident-row.ts';
import { alertStatistics } from '../../domain/alerting/statistics.ts';
import { textOf } from '../../domain/alerting/text-of.ts';
import { validateDefinition } from '../../domain/alerting/validate-definition.ts';
import { resolveRange } from '../../domain/resolve-range.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import type { SilenceRow } from './alerting-retention.ts';
import { type DefinitionRow, loadDefinitions } from './definition-rows.ts';
import { explainAlert } from './explain-alert.ts';
import { chooseIncidents } from './incident-rows.ts';
import { newId } from './new-id.ts';

const mostDefinitions = 200;

/** What is asked about alerts, and what people write down for them: definitions and silences. */
export class AlertQueries implements Pick<AlertsApi, 'registerAlert' | 'getAlertHistory' | 'getAlertStatistics' | 'getAlertDefinitions' | 'silence' | 'getSilences' | 'explain'> {
  readonly #ports: QueryPorts;

  constructor(ports: QueryPorts) {
    this.#ports = ports;
  }

  /** Adds an alert, or changes a built-in one. The error says which member is wrong. */
  async registerAlert(alertId: string, config: AlertDefinitionInput): Promise<Result<AlertDefinition>> {
    const validated = validateDefinition(alertId, this.#ports.mask(config));
    if (!validated.ok) return validated;
    return this.#ports.store.write(async (tx) => {
      if ((await tx.count('definitions')) >= mostDefinitions) return { ok: false, error: `expected at most ${mostDefinitions} alerts` };
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
    const bounds = resolveRange(range, this.#ports.now());
    return alertStatistics(await this.getAlertHistory(Infinity), bounds);
  }

  async getAlertDefinitions(): Promise<readonly AlertDefinition[]> {
    return [...(await this.#ports.store.read(loadDefinitions)).values()];
  }

  /** Nobody is told of matching incidents until then (epoch ms), open ones included. */
  async silence(matcher: SilenceMatcher, until: number, userId: string, reason: string): Promise<Result<Silence>> {
    const { now: time, mask, random, store } = this.#ports;
    const now = time();
    // As JSON, so that what is `undefined` is absent.
    const given = mask({ matcher: JSON.parse(JSON.stringify(matcher ?? {})) as SilenceMatcher, until, userId, reason: textOf(reason) });
    const error = findFault({ matcher: given.matcher, ...given.matcher, until: until > now ? until : `${until}, past`, userId });
    if (error) return { ok: false, error };
    const id = newId('silence', now, random());
    const silence: SilenceRow = { ...given, key: id, id, createdAt: now };
    await store.write(async (tx) => tx.put('silences', silence));
    return { ok: true, value: silence };
  }

  /** Those that still hold, the next to end first. */
  async getSilences(): Promise<readonly Silence[]> {
    const rows = await this.#ports.store.read((tx) => tx.list<SilenceRow>('silences'));
    return rows.filter(({ until }) => until > this.#ports.now()).sort((a, b) => a.until - b.until);
  }

  /** Why an alert does or does not fire: its numbers now, and the step that stops it. */
  explain(alertId: string): Promise<AlertExplanation> {
    return this.#ports.store.read((tx) => explainAlert(tx, alertId, this.#ports.now()));
  }
}
