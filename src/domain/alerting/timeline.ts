import type { TimelineEntry } from '../../contract/alert.ts';

const longest = 100;

/** Appends; the beginning of a very long story is kept, its middle is not. */
export function addToTimeline(timeline: readonly TimelineEntry[], entry: TimelineEntry): readonly TimelineEntry[] {
  const last = timeline.at(-1);
  // A storm of repeats is one line, at the time of the last one.
  const repeats = last !== undefined && last.event === entry.event && (entry.event === 'repeated' || entry.event === 'suppressed');
  const grown = [...(repeats ? timeline.slice(0, -1) : timeline), entry];
  return grown.length <= longest ? grown : [...grown.slice(0, 1), ...grown.slice(1 - longest)];
}
