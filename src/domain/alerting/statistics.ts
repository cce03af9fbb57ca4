import type { AlertStatistics } from '../../contract/alert.ts';
import { addCounts, tally } from '../counts.ts';
import { isOpen, type IncidentRow } from './incident-row.ts';
import { timeIn } from './time-in.ts';

const hour = 3_600_000;
const day = 24 * hour;
const mostAlerts = 20;

type Range = AlertStatistics['range'];

/** Median and p90 of durations (nearest rank), ms. */
function spread(durations: readonly number[]): AlertStatistics['mtta'] {
  const sorted = durations.filter(Number.isFinite).sort((a, b) => a - b);
  const rank = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return sorted.length ? { median: rank(0.5), p90: rank(0.9), count: sorted.length } : null;
}

function noiseOf(incidents: readonly IncidentRow[]): AlertStatistics['noise'] {
  const has = (name: string) => ({ timeline }: IncidentRow) => timeline.some(({ event }) => event === name);
  const unattended = (one: IncidentRow): boolean => !!one.resolution?.automatic && !has('acknowledged')(one);
  const kinds = [has('suppressed'), has('flapping'), unattended];
  const [suppressed = 0, flapping = 0, alone = 0] = kinds.map((is) => incidents.filter(is).length);
  const noisy = incidents.filter((one) => kinds.some((is) => is(one))).length;
  return { suppressed, flapping, unattended: alone, share: incidents.length && noisy / incidents.length };
}

function seriesOf(incidents: readonly IncidentRow[], { from, to }: Range): AlertStatistics['series'] {
  const step = to - from <= 2 * day + 1 ? hour : day;
  // A range that ends now holds this millisecond, too: it is no step of its own.
  const steps = Math.max(1, Math.ceil((to - from - 1) / step));
  const points = Array.from({ length: steps }, (_, index) => {
    const isIn = (time: number | null): boolean => time !== null && time >= from && time < to && Math.min(steps - 1, Math.floor((time - from) / step)) === index;
    const begun = incidents.filter(({ startedAt }) => isIn(startedAt));
    return { at: from + index * step, bySeverity: tally(begun.map(({ severity }) => severity)), resolved: incidents.filter(({ resolvedAt }) => isIn(resolvedAt)).length };
  });
  return { step, points };
}

function byAlert(incidents: readonly IncidentRow[]): AlertStatistics['byAlert'] {
  const names = new Map(incidents.map(({ alertId, name }) => [alertId, name]));
  return [...names]
    .map(([alertId, name]) => {
      const own = incidents.filter((one) => one.alertId === alertId);
      return { alertId, name, count: own.length, open: own.filter(isOpen).length };
    })
    .sort((a, b) => b.count - a.count)
    .slice(0, mostAlerts);
}

/** Counts the incidents that started in a range. MTTA: start to first acknowledgement; MTTR: start to resolution. Time in a state is of all that were open in it. */
export function alertStatistics(incidents: readonly IncidentRow[], range: Range, now: number): AlertStatistics {
  const within = incidents.filter(({ startedAt }) => startedAt >= range.from && startedAt < range.to);
  const notifications = within.flatMap((one) => one.notifications);
  const past = { from: range.from, to: Math.min(range.to, now) };
  const times = addCounts(incidents.map((one) => ({ ...timeIn(one, past) })));
  return {
    range,
    total: within.length,
    active: 0,
    acknowledged: 0,
    resolved: 0,
    ...tally(within.map(({ status }) => status)),
    bySeverity: tally(within.map(({ severity }) => severity)),
    byCategory: tally(within.map(({ category }) => category)),
    byChannel: tally(notifications.map(({ channel }) => channel)),
    deliveries: tally(notifications.map(({ status }) => status)),
    mtta: spread(within.map(({ timeline, startedAt }) => (timeline.find(({ event }) => event === 'acknowledged')?.at ?? NaN) - startedAt)),
    mttr: spread(within.map(({ resolvedAt, startedAt }) => (resolvedAt ?? NaN) - startedAt)),
    suppressed: within.flatMap(({ timeline }) => timeline).filter(({ event }) => event === 'suppressed').length,
    noise: noiseOf(within),
    timeIn: { firing: 0, recovering: 0, acknowledged: 0, muted: 0, ...times },
    byAlert: byAlert(within),
    series: seriesOf(incidents, range),
  };
}
