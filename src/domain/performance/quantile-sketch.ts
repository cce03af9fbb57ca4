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
  /** `index, count, index, count …`, ascending by index. */
  readonly bins: readonly number[];
}

/** 0.9 %, so that an estimate rounded to four digits is still within 1 % of the true value. */
export const relativeAccuracy = 0.009;
const gamma = (1 + relativeAccuracy) / (1 - relativeAccuracy);
const logGamma = Math.log(gamma);
/** What is below 10^-6 counts as 0 and what is above 10^15 as 10^15: 2,687 bins at most, whatever a page measures. */
const lowest = Math.ceil(Math.log(1e-6) / logGamma);
const highest = Math.ceil(Math.log(1e15) / logGamma);

export const emptySketch: QuantileSketch = { count: 0, min: 0, max: 0, bins: [] };

/** The bin's middle in the sense that both of its ends are off by the same ratio. */
function valueOf(bin: number): number {
  return bin === lowest ? 0 : (2 * gamma ** bin) / (gamma + 1);
}

function countable(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

/** A sketch of one value, or, with `by` −1, of one that is taken back. Empty for a negative or non-finite value. */
export function sketchOf(value: number, by = 1): QuantileSketch {
  const bin = Math.max(lowest, Math.min(highest, Math.ceil(Math.log(value) / logGamma)));
  return countable(value) ? { count: by, min: value, max: value, bins: [bin, by] } : emptySketch;
}

/** Searched from the end, so that adding bins in ascending order takes one step each. */
function addBin(bins: number[], bin: number, by: number): void {
  let at = bins.length;
  while (at > 0 && (bins[at - 2] as number) >= bin) at -= 2;
  if (bins[at] !== bin) bins.splice(at, 0, bin, 0);
  const count = (bins[at + 1] as number) + by;
  if (count) bins[at + 1] = count;
  else bins.splice(at, 2);
}

/** The sketch of all values together: order and grouping of merges do not matter. */
export function mergeSketches(sketches: readonly QuantileSketch[]): QuantileSketch {
  const filled = sketches.filter((sketch) => sketch.bins.length);
  const bins: number[] = [];
  for (const sketch of filled) for (let at = 0; at < sketch.bins.length; at += 2) addBin(bins, sketch.bins[at] as number, sketch.bins[at + 1] as number);
  const count = filled.reduce((sum, sketch) => sum + sketch.count, 0);
  return bins.length ? { count, min: Math.min(...filled.map(({ min }) => min)), max: Math.max(...filled.map(({ max }) => max)), bins } : emptySketch;
}

/**
 * With the values counted in. Negative and non-finite ones are left out.
 *
 * @example quantile(addToSketch(emptySketch, [120, 80, 2_000]), 0.75) // 2000
 */
export function addToSketch(sketch: QuantileSketch, values: readonly number[]): QuantileSketch {
  return mergeSketches([sketch, ...values.map((value) => sketchOf(value))]);
}

/** Without one value that had been added; the sketch itself where it cannot have been. */
export function removeFromSketch(sketch: QuantileSketch, value: number): QuantileSketch {
  const one = sketchOf(value, -1);
  return sketch.bins.some((bin, at) => at % 2 === 0 && bin === one.bins[0]) ? mergeSketches([sketch, one]) : sketch;
}

/** The nearest-rank quantile, `q` from 0 to 1, within `relativeAccuracy`; `null` of nothing. */
export function quantile({ count, min, max, bins }: QuantileSketch, q: number): number | null {
  if (!count) return null;
  let rank = nearestRank(count, q);
  for (let at = 0; at < bins.length; at += 2) {
    rank -= bins[at + 1] as number;
    if (rank <= 0) return Math.min(Math.max(valueOf(bins[at] as number), min), max);
  }
  return max;
}

/** How many values are above `limit`; those within `relativeAccuracy` of it may fall on either side. */
export function countAbove({ bins }: QuantileSketch, limit: number): number {
  return bins.reduce((above, count, at) => (at % 2 && valueOf(bins[at - 1] as number) > limit ? above + count : above), 0);
}

/** The same quantile of values at hand, exactly. */
export function exactQuantile(values: readonly number[], q: number): number | null {
  const sorted = values.filter(countable).sort((a, b) => a - b);
  return sorted[nearestRank(sorted.length, q) - 1] ?? null;
}

function nearestRank(count: number, q: number): number {
  return Math.min(count, Math.max(1, Math.ceil(q * count)));
}
