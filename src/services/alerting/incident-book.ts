import type { OpsEvent } from '../../contract/notices.ts';
import type { Evaluation } from '../../domain/alerting/evaluate.ts';
import { reduceIncident } from '../../domain/alerting/incident-machine.ts';
import type { IncidentCommand, IncidentState } from '../../domain/alerting/incident-state.ts';
import { timeKey } from '../ports/store.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import type { AlertingPorts } from './alerting-ports.ts';
import { endpointOf, notificationItem, routesOf } from './notification-item.ts';

/** A row of `incidents`; its key is the incident's id, which sorts by start. */
export type IncidentRow = IncidentState & Row;

/** A row of `evaluations`; its key is the alert's id. */
export interface AlertRow extends Row {
  /** The newest incident of this alert. */
  readonly incidentId: string | null;
  readonly clearSince: number | null;
  readonly evaluation: Evaluation | null;
}

export interface Outcome {
  readonly state: IncidentState | undefined;
  readonly events: readonly OpsEvent[];
  readonly refused: string | null;
}

/** Reads incidents, and carries out commands on them: state, outbox and events in one transaction. */
export class IncidentBook {
  readonly #ports: Pick<AlertingPorts, 'clock' | 'random' | 'outbox' | 'config' | 'notify'>;

  constructor(ports: Pick<AlertingPorts, 'clock' | 'random' | 'outbox' | 'config' | 'notify'>) {
    this.#ports = ports;
  }

  newId(): string {
    const suffix = Math.floor(this.#ports.random() * 36 ** 4).toString(36).padStart(4, '0');
    return `alert_${timeKey(this.#ports.clock.now())}_${suffix}`;
  }

  async alert(tx: ReadTransaction, alertId: string): Promise<AlertRow> {
    return (await tx.get<AlertRow>('evaluations', alertId)) ?? { key: alertId, incidentId: null, clearSince: null, evaluation: null };
  }

  async byId(tx: ReadTransaction, id: string): Promise<IncidentState | undefined> {
    return tx.get<IncidentRow>('incidents', id);
  }

  /** The newest incident of an alert, firing or resolved. */
  async latest(tx: ReadTransaction, alertId: string): Promise<IncidentState | undefined> {
    const { incidentId } = await this.alert(tx, alertId);
    return incidentId === null ? undefined : this.byId(tx, incidentId);
  }

  async firing(tx: ReadTransaction): Promise<readonly IncidentState[]> {
    const found: IncidentState[] = [];
    for (const { incidentId } of await tx.list<AlertRow>('evaluations')) {
      const state = incidentId === null ? undefined : await this.byId(tx, incidentId);
      if (state?.incident.state === 'firing') found.push(state);
    }
    return found;
  }

  async carryOut(tx: Transaction, before: IncidentState | undefined, command: IncidentCommand): Promise<Outcome> {
    const config = this.#ports.config();
    const policy = { routes: routesOf(config), escalateAfter: config.alerts.escalateAfter };
    const { state, effects, refused } = reduceIncident(before, command, policy, this.#ports.clock.now());
    if (!state || state === before) return { state, events: [], refused };
    const { incident } = state;
    tx.put<IncidentRow>('incidents', { ...state, key: incident.id });
    if (incident.id !== before?.incident.id) tx.put<AlertRow>('evaluations', { ...(await this.alert(tx, incident.alertId)), incidentId: incident.id });
    this.#ports.notify?.('alerts');
    const events: OpsEvent[] = [];
    for (const effect of effects) {
      if (effect.kind === 'event') events.push({ name: effect.name, detail: incident });
      else {
        const endpoint = endpointOf(effect.notification.channel);
        if (endpoint) this.#ports.outbox.add(tx, endpoint, [notificationItem(incident, effect.notification, effect.text, config)]);
      }
    }
    return { state, events, refused };
  }
}

export function isFiring(state: IncidentState | undefined): state is IncidentState {
  return state?.incident.state === 'firing';
}
