import type { Incident, Silence } from '../../contract/alert.ts';

/** A silence that holds now. Every given member of its matcher must match; `alertId` may end in `*`. */
export function findSilence(silences: readonly Silence[], incident: Pick<Incident, 'alertId' | 'category' | 'severity'>, now: number): Silence | undefined {
  return silences.find(({ matcher: { alertId = '*', category = incident.category, severity = incident.severity }, until }) => {
    const isAlert = alertId.endsWith('*') ? incident.alertId.startsWith(alertId.slice(0, -1)) : incident.alertId === alertId;
    return until > now && isAlert && category === incident.category && severity === incident.severity;
  });
}
