import { quantile } from '../performance/quantile-sketch.ts';
import type { QuantileSketch } from '../performance/quantile-sketch.ts';
import type { BuiltInAlert } from './definitions.ts';
import type { Counts } from './tally.ts';
import { wilson } from './wilson.ts';

/** What was counted in an alert's window. */
export interface Window {
  readonly counts: Counts;
  readonly latency: QuantileSketch;
  /** The same counters in the seven days before. */
  readonly baseline: Counts;
  /** What the batch at hand brought: it may be older than the window, as what a closed page left behind. */
  readonly brought: Counts;
  /** Anything at all was observed in the window, so that nothing means none. */
  readonly observed: boolean;
}

export interface Sample {
  /** A share of 1, ms, or a count; `null`: not enough to tell. */
  readonly value: number | null;
  /** Events behind it; `null`: each of them counts. */
  readonly size: number | null;
  /** Bound of the 95 % interval nearest to good; `null` where there is none. */
  readonly lower: number | null;
  /** Fewer bad ones than this prove nothing, whatever the share. */
  readonly bad: number;
  readonly alive: boolean;
}

const fewestInBaseline = 100;

/** The value of a built-in alert in a window. */
export function sampleOf({ measure, counters }: BuiltInAlert, { counts, latency, baseline, brought, observed }: Window): Sample {
  const [first = '', second = ''] = counters;
  const { [first]: bad = 0, [second]: other = 0 } = counts;
  let value: number | null = null;
  let size: number | null = null;
  let lower: number | null = null;
  switch (measure) {
    case 'share':
      size = counters.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
      if (size) [value, lower] = [bad / size, wilson(bad, size).lower];
      break;
    case 'p95':
      size = latency.count;
      value = size ? Math.round(quantile(latency, 0.95) ?? 0) : null;
      break;
    case 'drop': {
      // A booking may finish in another minute than it began in: a share above 1 is an edge, not a fact.
      const { [first]: started = 0, [second]: finished = 0 } = baseline;
      const [booked, usual] = [Math.min(other, bad), Math.min(finished, started)];
      size = bad;
      if (!bad || started < fewestInBaseline || !usual) break;
      value = Math.max(0, 1 - booked / bad / (usual / started));
      lower = 1 - wilson(booked, bad).upper / wilson(usual, started).lower;
      break;
    }
    case 'count':
      value = Math.max(bad, brought[first] ?? 0);
      break;
    case 'told':
  }
  return { value, size, lower, bad, alive: second ? other > 0 : observed };
}
