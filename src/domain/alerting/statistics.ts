import type { AlertStatistics, Channel } from '../../contract/alert.ts';
import type { IncidentState } from './incident-state.ts';

function tally<K extends string>(keys: readonly K[]): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

/** Median (of the two middle values, their mean) and nearest-rank p90, in ms. */
function spread(durations: readonly number[]): AlertStatistics['mtta'] {
  const sorted = [...durations].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high, p90] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)], sorted[Math.ceil(sorted.length * 0.9) - 1]];
  return low === undefined || high === undefined || p90 === undefined ? null : { median: (low + high) / 2, p90, count: sorted.length };
}

/** Counts the incidents that started in a range. MTTA: start to first acknowledgement; MTTR: start to resolution. */
export function alertStatistics(states: readonly IncidentState[], range: { readonly from: number; readonly to: number }): AlertStatistics {
  const within = states.filter(({ incident }) => incident.startedAt >= range.from && incident.startedAt < range.to);
  const incidents = within.map(({ incident }) => incident);
  const count = (status: 'active' | 'acknowledged' | 'resolved'): number => incidents.filter((incident) => incident.status === status).length;
  return {
    range,
    total: incidents.length,
    active: count('active'),
    acknowledged: count('acknowledged'),
    resolved: count('resolved'),
    bySeverity: tally(incidents.map(({ severity }) => severity)),
    byCategory: tally(incidents.map(({ category }) => category)) as Record<string, number>,
    byChannel: tally<Channel>(incidents.flatMap(({ notifications }) => notifications.map(({ channel }) => channel))),
    mtta: spread(within.flatMap(({ incident, firstAcknowledgedAt }) => (firstAcknowledgedAt === null ? [] : [firstAcknowledgedAt - incident.startedAt]))),
    mttr: spread(incidents.flatMap(({ startedAt, resolvedAt }) => (resolvedAt === null ? [] : [resolvedAt - startedAt]))),
    suppressed: within.reduce((sum, { suppressed }) => sum + suppressed, 0),
  };
}
