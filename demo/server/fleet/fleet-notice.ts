import type { Notice } from '../notifications/notice.ts';
import type { FleetEvent, FleetIncident } from './fleet-alert.ts';

const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`;

/** A fleet incident as pagers are told of it. The id names the severity, since an incident may escalate more than once. */
export function fleetNotice(incident: FleetIncident, event: FleetEvent, active: number, now: number): Notice {
  const { id, key, alertId, severity, verified, openedAt, resolvedAt, sessions, mostSessions, browsers, value } = incident;
  const name = `${alertId.charAt(0).toUpperCase()}${alertId.slice(1).replaceAll('_', ' ')}`;
  const many = `${sessions} of ${Math.max(active, sessions)} active sessions, in ${browsers} browser${browsers === 1 ? '' : 's'}`;
  const unverified = verified ? '' : ' Unverified: fewer browsers than a quorum report it.';
  const [app = key, environment = 'production'] = key.split(':').length > 2 ? key.split(':') : [];
  return {
    id: `${id}:${event}:${severity}`,
    incidentId: id,
    alertId,
    name,
    category: alertId === 'security_breach' ? 'security' : 'fleet',
    severity,
    event: event === 'verified' ? 'escalated' : event,
    to: '*',
    title: `[${event === 'resolved' ? event : severity}] ${name}${verified ? '' : ' (unverified)'}`,
    text: event === 'resolved' ? `No browser reports it any more. At the worst: ${mostSessions} sessions.` : `${many} (${percent(sessions / Math.max(1, active, sessions))}).${unverified}`,
    at: now,
    startedAt: openedAt,
    resolvedAt,
    app,
    release: '',
    environment,
    facts: [['Sessions', String(sessions)], ['Browsers', String(browsers)], ...(value === null ? [] : [['Worst value', String(value)] as const])],
  };
}
