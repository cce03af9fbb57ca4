import { addCounts, type Counts } from '../counts.ts';
import { emptySketch, mergeSketches } from '../performance/quantile-sketch.ts';
import type { QuantileSketch } from '../performance/quantile-sketch.ts';

/** What was counted in a batch, a minute, an hour, a window. They merge in any order. */
export interface Counters {
  readonly counts: Counts;
  /** ms, of API calls */
  readonly latency: QuantileSketch;
}

export const nothing: Counters = { counts: {}, latency: emptySketch };

export function mergeCounters(parts: readonly Counters[]): Counters {
  return { counts: addCounts(parts.map(({ counts }) => counts)), latency: mergeSketches(parts.map(({ latency }) => latency)) };
}
