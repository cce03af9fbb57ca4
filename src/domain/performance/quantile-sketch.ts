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
  /** Each bin that is not empty, and behind it its count; ascending. A list of small integers, which engines clone ten times faster than an object. */
  readonly bins: readonly number[];
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

export const emptySketch: QuantileSketch = { count: 0, min: Infinity, max: 0, bins: [] };

/** A sketch of one value, or, with `by` −1, of one that is taken back. Empty for a negative or non-finite value. */
export function sketchOf(value: number, by = 1): QuantileSketch {
  return value >= 0 && value < Infinity ? { count: by, min: value, max: value, bins: [Math.min(lastBin, binOf(value)), by] } : emptySketch;
}

/** One to add to. */
export function copySketch(sketch: QuantileSketch): QuantileSketch {
  return { ...sketch, bins: [...sketch.bins] };
}

/** Adds one sketch to another, which must be the caller's own; answers that. */
export function addTo(sum: QuantileSketch, { count, min, max, bins }: QuantileSketch): QuantileSketch {
  const own = sum as { -readonly [K in keyof QuantileSketch]: QuantileSketch[K] };
  const counts = own.bins as number[];
  own.count += count;
  own.min = Math.min(own.min, min);
  own.max = Math.max(own.max, max);
  for (let from = 0, at = 0; from < bins.length; from += 2) {
    const bin = bins[from]!;
    const more = bins[from + 1]!;
    // Binary, because most of what is added is one value.
    for (let end = counts.length; at < end;) {
      const middle = ((at + end) >> 2) * 2;
      if (counts[middle]! < bin) at = middle + 2;
      else end = middle;
    }
    if (counts[at] !== bin) counts.splice(at, 0, bin, more);
    else if (!(counts[at + 1]! += more)) counts.splice(at, 2);
  }
  return sum;
}

/** The sketch of all values together: order and grouping of merges do not matter. */
export function mergeSketches(sketches: readonly QuantileSketch[]): QuantileSketch {
  return sketches.reduce(addTo, copySketch(emptySketch));
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
  for (let at = 0; at < bins.length; at += 2) if ((rank -= bins[at + 1]!) <= 0) return Math.min(Math.max(valueOf(bins[at]!), min), max);
  return null;
}

/** The same quantile of values at hand, exactly. */
export function exactQuantile(values: readonly number[], q: number): number | null {
  return [...values].sort((a, b) => a - b)[nearestRank(values.length, q) - 1] ?? null;
}

function nearestRank(count: number, q: number): number {
  return Math.max(1, Math.ceil(q * count));
}
