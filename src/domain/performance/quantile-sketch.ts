/**
 * Quantiles of a stream in little memory: DDSketch with logarithmic bins and collapsing of the lowest ones.
 * Ch. Masson, J. E. Rim, H. K. Lee: "DDSketch: A Fast and Fully-Mergeable Quantile Sketch with Relative-Error
 * Guarantees", PVLDB 12(12), 2019. Bins are exact counters, so a value that was added can be taken out again.
 */
export interface QuantileSketch {
  readonly count: number;
  /** Bounds of what was added; after a removal they may be wider than what is left. */
  readonly min: number;
  readonly max: number;
  /** Values below the smallest that has a bin. */
  readonly zeros: number;
  /** `index, count, index, count …`, ascending by index. */
  readonly bins: readonly number[];
}

/** 0.9 %, so that an estimate rounded to four digits is still within 1 % of the true value. */
export const relativeAccuracy = 0.009;
const gamma = (1 + relativeAccuracy) / (1 - relativeAccuracy);
const logGamma = Math.log(gamma);
const smallest = 1e-6;
/** 2,048 bins span a factor of 10^16: nothing that a page measures collapses. */
const maxBins = 2_048;

export const emptySketch: QuantileSketch = { count: 0, min: 0, max: 0, zeros: 0, bins: [] };

function binOf(value: number): number {
  return Math.ceil(Math.log(value) / logGamma);
}

/** The bin's middle in the sense that both of its ends are off by the same ratio. */
function valueOf(bin: number): number {
  return (2 * gamma ** bin) / (gamma + 1);
}

function countable(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function build(counts: ReadonlyMap<number, number>, zeros: number, min: number, max: number): QuantileSketch {
  const entries = [...counts].filter(([, count]) => count > 0).sort((a, b) => a[0] - b[0]);
  const excess = entries.length - maxBins;
  if (excess > 0) {
    const lowest = entries[excess] as [number, number];
    const folded = entries.splice(0, excess).reduce((sum, [, count]) => sum + count, 0);
    entries[0] = [lowest[0], lowest[1] + folded];
  }
  const count = entries.reduce((sum, [, each]) => sum + each, zeros);
  return count === 0 ? emptySketch : { count, min, max, zeros, bins: entries.flat() };
}

function countsOf(sketches: readonly QuantileSketch[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { bins } of sketches)
    for (let at = 0; at < bins.length; at += 2) counts.set(bins[at] as number, (counts.get(bins[at] as number) ?? 0) + (bins[at + 1] as number));
  return counts;
}

/**
 * With the values counted in. Negative and non-finite ones are left out.
 *
 * @example quantile(addToSketch(emptySketch, [120, 80, 2_000]), 0.75) // 2000
 */
export function addToSketch(sketch: QuantileSketch, values: readonly number[]): QuantileSketch {
  const counts = countsOf([sketch]);
  let { zeros, min, max } = sketch;
  let empty = sketch.count === 0;
  for (const value of values) {
    if (!countable(value)) continue;
    if (value < smallest) zeros += 1;
    else counts.set(binOf(value), (counts.get(binOf(value)) ?? 0) + 1);
    min = empty ? value : Math.min(min, value);
    max = empty ? value : Math.max(max, value);
    empty = false;
  }
  return build(counts, zeros, min, max);
}

/** Without one value that had been added; the sketch itself where it cannot have been. */
export function removeFromSketch(sketch: QuantileSketch, value: number): QuantileSketch {
  if (!countable(value)) return sketch;
  const counts = countsOf([sketch]);
  if (value < smallest) return sketch.zeros ? build(counts, sketch.zeros - 1, sketch.min, sketch.max) : sketch;
  const lowest = sketch.bins[0];
  const collapsed = sketch.bins.length === 2 * maxBins && lowest !== undefined;
  const bin = collapsed ? Math.max(lowest, binOf(value)) : binOf(value);
  const count = counts.get(bin);
  if (!count) return sketch;
  counts.set(bin, count - 1);
  return build(counts, sketch.zeros, sketch.min, sketch.max);
}

/** The sketch of all values together: order and grouping of merges do not matter. */
export function mergeSketches(sketches: readonly QuantileSketch[]): QuantileSketch {
  const filled = sketches.filter((sketch) => sketch.count > 0);
  if (filled.length < 2) return filled[0] ?? emptySketch;
  const zeros = filled.reduce((sum, sketch) => sum + sketch.zeros, 0);
  return build(countsOf(filled), zeros, Math.min(...filled.map((each) => each.min)), Math.max(...filled.map((each) => each.max)));
}

/** The nearest-rank quantile, `q` from 0 to 1, within `relativeAccuracy`; `null` of nothing. */
export function quantile(sketch: QuantileSketch, q: number): number | null {
  if (sketch.count === 0) return null;
  const rank = nearestRank(sketch.count, q);
  let seen = sketch.zeros;
  if (rank <= seen) return Math.min(Math.max(0, sketch.min), sketch.max);
  for (let at = 0; at < sketch.bins.length; at += 2) {
    seen += sketch.bins[at + 1] as number;
    if (rank <= seen) return Math.min(Math.max(valueOf(sketch.bins[at] as number), sketch.min), sketch.max);
  }
  return sketch.max;
}

/** How many values are above `limit`; those within `relativeAccuracy` of it may fall on either side. */
export function countAbove(sketch: QuantileSketch, limit: number): number {
  let above = limit < 0 ? sketch.zeros : 0;
  for (let at = 0; at < sketch.bins.length; at += 2) if (valueOf(sketch.bins[at] as number) > limit) above += sketch.bins[at + 1] as number;
  return above;
}

/** The same quantile of values at hand, exactly. */
export function exactQuantile(values: readonly number[], q: number): number | null {
  const sorted = values.filter(countable).sort((a, b) => a - b);
  return sorted[nearestRank(sorted.length, q) - 1] ?? null;
}

function nearestRank(count: number, q: number): number {
  return Math.min(count, Math.max(1, Math.ceil(q * count)));
}
