/**
 * Quantiles of a stream in little memory: DDSketch with logarithmic bins. Ch. Masson, J. E. Rim, H. K. Lee: "DDSketch: A
 * Fast and Fully-Mergeable Quantile Sketch with Relative-Error Guarantees", PVLDB 12(12), 2019. Bins are exact counters,
 * so a value that was added can be taken out again: as a sketch that counts it −1.
 */
export interface QuantileSketch {
  readonly count: number;
  /** Bounds of what was added; after a removal they may be wider than what is left. */
  readonly min: number;
  readonly max: number;
  /** Counts by bin. Integer keys come in ascending order (ECMA-262, OrdinaryOwnPropertyKeys). */
  readonly bins: Readonly<Record<number, number>>;
}

/** 0.9 %, so that an estimate rounded to four digits is still within 1 % of the true value. */
export const relativeAccuracy = 0.009;
const gamma = (1 + relativeAccuracy) / (1 - relativeAccuracy);
/** What is below counts as 0, and what is above 10^15 as 10^15: 2,687 bins at most, whatever a page measures. */
const smallest = 1e-6;
const lastBin = binOf(1e15);

function binOf(value: number): number {
  return Math.max(0, Math.ceil(Math.log(value / smallest) / Math.log(gamma)));
}

/** The bin's middle in the sense that both of its ends are off by the same ratio. */
function valueOf(bin: number): number {
  return bin && (smallest * 2 * gamma ** bin) / (gamma + 1);
}

export const emptySketch: QuantileSketch = { count: 0, min: Infinity, max: 0, bins: {} };

/** A sketch of one value, or, with `by` −1, of one that is taken back. Empty for a negative or non-finite value. */
export function sketchOf(value: number, by = 1): QuantileSketch {
  return value >= 0 && value < Infinity ? { count: by, min: value, max: value, bins: { [Math.min(lastBin, binOf(value))]: by } } : emptySketch;
}

/** Adds one sketch to another, which must be the caller's own. */
export function addTo(sum: QuantileSketch, { count, min, max, bins }: QuantileSketch): QuantileSketch {
  const own = sum as { -readonly [K in keyof QuantileSketch]: QuantileSketch[K] };
  const counts = sum.bins as Record<number, number>;
  own.count += count;
  if (min < own.min) own.min = min;
  if (max > own.max) own.max = max;
  for (const bin in bins) counts[bin] = (counts[bin] ?? 0) + bins[bin]!;
  return sum;
}

/** The sketch of all values together: order and grouping of merges do not matter. */
export function mergeSketches(sketches: readonly QuantileSketch[]): QuantileSketch {
  const sum = { ...emptySketch, bins: {} };
  for (const sketch of sketches) addTo(sum, sketch);
  return sum;
}

/**
 * With the values counted in. Negative and non-finite ones are left out.
 *
 * @example quantile(addToSketch(emptySketch, [120, 80, 2_000]), 0.75) // 2000
 */
export function addToSketch(sketch: QuantileSketch, values: readonly number[]): QuantileSketch {
  return mergeSketches([sketch, ...values.map((value) => sketchOf(value))]);
}

/** The nearest-rank quantile, `q` from 0 to 1, within `relativeAccuracy`; `null` of nothing. */
export function quantile({ count, min, max, bins }: QuantileSketch, q: number): number | null {
  let rank = nearestRank(count, q);
  for (const [bin, more] of Object.entries(bins)) if ((rank -= more) <= 0) return Math.min(Math.max(valueOf(Number(bin)), min), max);
  return null;
}

/** The same quantile of values at hand, exactly. */
export function exactQuantile(values: readonly number[], q: number): number | null {
  return [...values].sort((a, b) => a - b)[nearestRank(values.length, q) - 1] ?? null;
}

function nearestRank(count: number, q: number): number {
  return Math.max(1, Math.ceil(q * count));
}
