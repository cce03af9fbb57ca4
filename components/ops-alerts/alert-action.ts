import type { Incident } from '../../src/contract/alert.ts';
import type { AlertsApi, Result } from '../../src/contract/runtime-api.ts';

export type AlertAction = 'acknowledge' | 'resolve' | 'silence';

/** The form that is open: what is to be done, to which incidents. */
export interface OpenForm {
  readonly action: AlertAction;
  readonly ids: readonly string[];
}

/** How an incident will look once the runtime agrees. */
export function expected(action: AlertAction, userId: string, reason: string, now: number): (incident: Incident) => Incident {
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

export function perform(alerts: AlertsApi, action: AlertAction, incident: Incident, userId: string, reason: string, until: number): Promise<Result<unknown>> {
  switch (action) {
    case 'acknowledge':
      return alerts.acknowledgeAlert(incident.id, userId, reason);
    case 'resolve':
      return alerts.resolveAlert(incident.id, userId, reason);
    case 'silence':
      return alerts.silence({ alertId: incident.alertId }, until, userId, reason);
  }
}
