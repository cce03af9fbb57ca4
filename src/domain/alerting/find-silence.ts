import type { Incident } from '../../contract/alert.ts';
import type { SilenceRow } from './silence-row.ts';

/** A silence that holds now, with the end of its holding. Every given member of its matcher must match; `alertId` may end in `*`. */
export function findSilence(silences: readonly SilenceRow[], incident: Pick<Incident, 'alertId' | 'category' | 'severity'>, now: number): SilenceRow | undefined {
  for (const silence of silences) {
    const { alertId = '*', category = incident.category, severity = incident.severity } = silence.matcher;
    const isAlert = alertId.endsWith('*') ? incident.alertId.startsWith(alertId.slice(0, -1)) : incident.alertId === alertId;
    const [, until = 0] = (silence.spans ?? [[0, silence.until]]).find(([from, to]) => from <= now && to > now) ?? [];
    if (until && silence.until > now && isAlert && category === incident.category && severity === incident.severity) return { ...silence, until };
  }
  return undefined;
}
