import type { Incident } from '../../src/contract/alert.ts';
import type { AlertsApi, Result } from '../../src/contract/runtime-api.ts';
import type { OpsAlerts } from './ops-alerts.ts';

export type AlertAction = 'acknowledge' | 'resolve' | 'silence';

/** The form that is open: what is to be done, to which incidents. */
export interface OpenForm {
  readonly action: AlertAction;
  readonly ids: readonly string[];
}

/** How an incident will look once the runtime agrees. */
function expected(action: AlertAction, userId: string, reason: string, now: number): (incident: Incident) => Incident {
  return (incident) => {
    switch (action) {
      case 'acknowledge':
        return { ...incident, status: 'acknowledged', acknowledgement: { userId, reason, at: now, expiresAt: null }, escalation: { ...incident.escalation, nextAt: null } };
      case 'resolve':
        return { ...incident, state: 'resolved', status: 'resolved', resolvedAt: now, resolution: { userId, text: reason, automatic: false } };
      case 'silence':
        return { ...incident, silencedBy: userId };
    }
  };
}

function perform(alerts: AlertsApi, action: AlertAction, incident: Incident, userId: string, reason: string, until: number): Promise<Result<unknown>> {
  switch (action) {
    case 'acknowledge':
      return alerts.acknowledgeAlert(incident.id, userId, reason);
    case 'resolve':
      return alerts.resolveAlert(incident.id, userId, reason);
    case 'silence':
      return alerts.silence({ alertId: incident.alertId }, until, userId, reason);
  }
}

/** Does it to each incident of the form, shows it at once, and takes back what the runtime refuses. */
export async function performAction(host: OpsAlerts, { action, ids }: OpenForm, reason: string, until: number): Promise<void> {
  const { live, userId } = host;
  const { client, data } = live;
  if (!client || !data) return;
  host.openForm(null);
  host.checked.clear();
  const change = expected(action, userId, reason, Date.now());
  const incidents = data.active.filter((incident) => ids.includes(incident.id));
  const results = await Promise.all(
    incidents.map((incident) => host.changes.run(incident.id, change, () => perform(client.api.alerts, action, incident, userId, reason, until))),
  );
  const failures = results.flatMap((result) => (result.ok ? [] : [result.error]));
  const [why] = failures;
  if (why !== undefined) host.fail(incidents.length > 1 ? host.t('{failed} of {n}: {why}', { failed: failures.length, n: incidents.length, why }) : why);
  const agreed = new Set(incidents.filter((_, index) => results[index]?.ok).map((incident) => incident.id));
  live.amend((now) => ({ ...now, active: now.active.map((incident) => (agreed.has(incident.id) ? change(incident) : incident)) }));
  await host.refresh();
}
