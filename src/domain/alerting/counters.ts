import { emptySketch, mergeSketches } from '../performance/quantile-sketch.ts';
import type { QuantileSketch } from '../performance/quantile-sketch.ts';

/** What was counted in a batch, a minute, an hour, a window. They merge in any order. */
export interface Counters {
  readonly counts: Readonly<Record<string, number>>;
  /** ms, of API calls */
  readonly latency: QuantileSketch;
}

export const nothing: Counters = { counts: {}, latency: emptySketch };

/** How often each name occurs. */
export function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

export function mergeCounters(parts: readonly Counters[]): Counters {
  const sum: Record<string, number> = {};
  for (const { counts } of parts) for (const name in counts) sum[name] = (sum[name] ?? 0) + (counts[name] ?? 0);
  return { counts: sum, latency: mergeSketches(parts.map(({ latency }) => latency)) };
}
