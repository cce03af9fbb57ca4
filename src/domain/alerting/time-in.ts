import type { AlertStatistics, TimelineEntry } from '../../contract/alert.ts';
import { isOpen, type IncidentRow } from './incident-row.ts';

type Events = readonly TimelineEntry['event'][];

const begins: Events = ['triggered', 'suppressed', 'silenced', 'inhibited', 'flapping'];
const ends: Events = ['resolved', 'expired'];
const taken: Events = ['acknowledged'];
const dropped: Events = ['ack_expired', 'severity_changed', ...ends];
const mutes: Events = ['silenced', 'inhibited', 'flapping'];
const told: Events = ['triggered', 'escalated', ...ends];

/** ms between an entry of `from` and the next one of `to`, all such spans together, within a range. */
function between(timeline: readonly TimelineEntry[], from: Events, to: Events, range: AlertStatistics['range']): number {
  let since: number | null = null;
  let sum = 0;
  const close = (at: number): void => {
    if (since !== null) sum += Math.max(0, Math.min(at, range.to) - Math.max(since, range.from));
    since = null;
  };
  for (const { at, event } of timeline) {
    if (to.includes(event)) close(at);
    if (from.includes(event)) since ??= at;
  }
  close(range.to);
  return sum;
}

/** How long an incident was in each state, and beside that in somebody's hands, or muted. Of one with a very long story the timeline has lost its middle. */
export function timeIn({ timeline, goodSince, resolvedAt, resolution, ...incident }: IncidentRow, range: AlertStatistics['range']): AlertStatistics['timeIn'] {
  const open = between(timeline, begins, ends, range);
  const recovers = incident.state === 'recovering' || (!isOpen(incident) && resolution?.automatic);
  const recovering = recovers && goodSince ? Math.min(open, Math.max(0, Math.min(resolvedAt ?? range.to, range.to) - Math.max(goodSince, range.from))) : 0;
  return { firing: open - recovering, recovering, acknowledged: between(timeline, taken, dropped, range), muted: between(timeline, mutes, told, range) };
}
