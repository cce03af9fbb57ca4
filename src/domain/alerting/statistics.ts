import type { AlertStatistics, Incident } from '../../contract/alert.ts';
import { tally } from './tally.ts';

/** Median (of the two middle values, their mean) and nearest-rank p90, in ms. */
function spread(durations: readonly number[]): AlertStatistics['mtta'] {
  const sorted = durations.toSorted((a, b) => a - b);
  const count = sorted.length;
  const at = (index: number): number => sorted[index] ?? 0;
  return count ? { median: (at((count - 1) >> 1) + at(count >> 1)) / 2, p90: at(Math.ceil(count * 0.9) - 1), count } : null;
}

/** Counts the incidents that started in a range. MTTA: start to first acknowledgement; MTTR: start to resolution. */
export function alertStatistics(incidents: readonly Incident[], range: AlertStatistics['range']): AlertStatistics {
  const within = incidents.filter(({ startedAt }) => startedAt >= range.from && startedAt < range.to);
  const acknowledged = (incident: Incident) => incident.timeline.find(({ event }) => event === 'acknowledged')?.at;
  const after = (end: (incident: Incident) => number | null | undefined) =>
    spread(within.map((incident) => (end(incident) ?? NaN) - incident.startedAt).filter(Number.isFinite));
  return {
    range,
    total: within.length,
    active: 0,
    acknowledged: 0,
    resolved: 0,
    ...tally(within.map(({ status }) => status)),
    bySeverity: tally(within.map(({ severity }) => severity)),
    byCategory: tally(within.map(({ category }) => category)),
    byChannel: tally(within.flatMap(({ notifications }) => notifications.map(({ channel }) => channel))),
    mtta: after(acknowledged),
    mttr: after(({ resolvedAt }) => resolvedAt),
    suppressed: within.flatMap(({ timeline }) => timeline).filter(({ event }) => event === 'suppressed').length,
  };
}
