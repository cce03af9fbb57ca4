import type { AlertDefinition, Incident, Silence } from '../../contract/alert.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import { findSilence } from '../../domain/alerting/find-silence.ts';
import { incidentFor, reduceIncident } from '../../domain/alerting/incident-machine.ts';
import type { IncidentCommand, IncidentRow, Trigger } from '../../domain/alerting/incident-state.ts';
import { timeKey } from '../ports/store.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import type { AlertingPorts } from './alerting-ports.ts';
import { notificationItem, routesOf } from './notification-item.ts';

export type SilenceRow = Silence & Row;

/** A row of `evaluations`: the newest incident of an alert; its key is the alert's id. */
interface LatestRow extends Row {
  readonly incidentId: string;
}

export interface Outcome {
  readonly row: IncidentRow;
  readonly events: readonly OpsEvent[];
}

/** An incident as others see it. */
export function toIncident({ key: _key, channels: _channels, round: _round, paged: _paged, goodSince: _goodSince, ...incident }: IncidentRow): Incident {
  return incident;
}

/** A new id that sorts by time. */
export function newId(kind: string, { clock, random }: AlertingPorts): string {
  return `${kind}_${timeKey(clock.now())}_${Math.floor(random() * 36 ** 4).toString(36)}`;
}

/** The newest incident of an alert, firing or resolved. */
export async function latestIncident(tx: ReadTransaction, alertId: string): Promise<IncidentRow | undefined> {
  return tx.get('incidents', (await tx.get<LatestRow>('evaluations', alertId))?.incidentId ?? '');
}

export async function firingIncidents(tx: ReadTransaction): Promise<readonly IncidentRow[]> {
  const found: IncidentRow[] = [];
  for (const { key } of await tx.list('evaluations')) {
    const row = await latestIncident(tx, key);
    if (row?.state === 'firing') found.push(row);
  }
  return found;
}

/** Opens an incident, or repeats or re-opens the latest. */
export async function triggerIncident(
  tx: Transaction,
  ports: AlertingPorts,
  definition: AlertDefinition,
  input: Omit<Trigger, 'kind' | 'definition' | 'severity'>,
): Promise<Outcome> {
  // An alert has one severity, but for the system status: a CRITICAL system is a CRITICAL incident.
  const severity = definition.id === 'system_unhealthy' && input.data['status'] === 'CRITICAL' ? 'CRITICAL' : definition.severity;
  const command: Trigger = { ...input, kind: 'trigger', definition, severity };
  const row = incidentFor(await latestIncident(tx, definition.id), command, newId('alert', ports), ports.clock.now());
  tx.put<LatestRow>('evaluations', { key: row.alertId, incidentId: row.id });
  return changeIncident(tx, ports, row, command);
}

/** Carries out a command: row, outbox and events in one transaction. */
export async function changeIncident(tx: Transaction, ports: AlertingPorts, before: IncidentRow, command: IncidentCommand): Promise<Outcome> {
  const { clock, outbox, notify, config } = ports;
  const now = clock.now();
  const settings = config();
  const routes = routesOf(settings);
  const silence = findSilence(await tx.list<SilenceRow>('silences'), before, now);
  const next = reduceIncident(before, command, { routes, escalateAfter: settings.alerts.escalateAfter, silence }, now);
  if (!next) return { row: before, events: [] };
  const { row, sent, event } = next;
  const incident = toIncident(row);
  tx.put('incidents', row);
  notify?.('alerts');
  for (const notification of sent) {
    const route = routes[notification.channel];
    if (route && route !== 'page') outbox.add(tx, route, [notificationItem(incident, notification, settings)]);
  }
  return { row, events: event ? [{ name: event, detail: incident }] : [] };
}
