import type { Incident, Silence } from '../../contract/alert.ts';

/** A silence that holds now. Every given member of its matcher must match; `alertId` may end in `*`. */
export function findSilence<S extends Silence>(silences: readonly S[], incident: Pick<Incident, 'alertId' | 'category' | 'severity'>, now: number): S | null {
  const matches = ({ matcher, until }: Silence): boolean => {
    const { alertId = '*', category = incident.category, severity = incident.severity } = matcher;
    const isAlert = alertId.endsWith('*') ? incident.alertId.startsWith(alertId.slice(0, -1)) : incident.alertId === alertId;
    return until > now && isAlert && category === incident.category && severity === incident.severity;
  };
  return silences.find(matches) ?? null;
}
