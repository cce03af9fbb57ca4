import type { Incident } from '../../src/contract/alert.ts';
import type { OpsAlerts } from '../ops-alerts/ops-alerts.ts';
import type { RowGroup } from '../shared/list-panel.ts';

/** Incidents by what the view groups them by, each group with how many there are, in the order in which the first member of each comes. */
export function groupedAlerts({ view: { group: by }, nameOf }: OpsAlerts, incidents: readonly Incident[]): readonly RowGroup<Incident>[] {
  const groups = new Map<string, Incident[]>();
  for (const incident of incidents) {
    const name = by === 'none' ? '' : by === 'source' ? incident.alertId : incident[by];
    groups.set(name, [...(groups.get(name) ?? []), incident]);
  }
  return [...groups].map(([name, members]) => [`${by === 'source' ? name : nameOf(name)} ${members.length}`, members]);
}
