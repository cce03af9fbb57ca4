import type { AlertStatistics, Incident } from '../../contract/alert.ts';
import { tally } from '../counts.ts';

/** Counts the incidents that started in a range. MTTA: start to first acknowledgement; MTTR: start to resolution. */
export function alertStatistics(incidents: readonly Incident[], range: AlertStatistics['range']): AlertStatistics {
  const within = incidents.filter(({ startedAt }) => startedAt >= range.from && startedAt < range.to);
  const after = (end: (incident: Incident) => number | null | undefined): AlertStatistics['mtta'] => {
    const durations = within.map((incident) => (end(incident) ?? NaN) - incident.startedAt).filter(Number.isFinite).sort((a, b) => a - b);
    const count = durations.length;
    const rank = (share: number): number => durations[Math.ceil(count * share) - 1] ?? 0;
    return count ? { median: rank(0.5), p90: rank(0.9), count } : null;
  };
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
    mtta: after(({ timeline }) => timeline.find(({ event }) => event === 'acknowledged')?.at),
    mttr: after(({ resolvedAt }) => resolvedAt),
    suppressed: within.flatMap(({ timeline }) => timeline).filter(({ event }) => event === 'suppressed').length,
  };
}
