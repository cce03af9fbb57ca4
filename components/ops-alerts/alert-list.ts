import type { Incident } from '../../src/contract/alert.ts';
import { severities } from '../../src/contract/severity.ts';

export interface AlertsView {
  readonly tab: 'active' | 'history' | 'silences';
  readonly severity: string;
  readonly category: string;
  readonly sort: 'severity' | 'newest' | 'count';
  readonly group: 'none' | 'severity' | 'category' | 'source';
  readonly selected: string;
}

/** The incidents that a view shows, in its order: severity, then newest, unless it says otherwise. */
export function shownAlerts(incidents: readonly Incident[], view: AlertsView): readonly Incident[] {
  const newest = (a: Incident, b: Incident): number => b.startedAt - a.startedAt;
  const rank = ({ severity }: Incident): number => severities.indexOf(severity);
  return incidents
    .filter(({ severity, category }) => (!view.severity || severity === view.severity) && (!view.category || category === view.category))
    .sort((a, b) => (view.sort === 'severity' ? rank(a) - rank(b) : view.sort === 'count' ? b.count - a.count : 0) || newest(a, b));
}
