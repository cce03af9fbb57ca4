import { addTo, copySketch, quantile, type QuantileSketch, sketchOf } from './quantile-sketch.ts';

/** What is known of a series: all of it sums up, so tallies merge in any order. */
export interface Tally {
  readonly count: number;
  readonly failed: number;
  /** Sum of the values; of a resource, bytes. */
  readonly total: number;
  /** How many were good, fair and poor; of a resource, how many came from the cache, over the network, and from where nobody says. */
  readonly grades: readonly [number, number, number];
  readonly sketch: QuantileSketch;
  /** What else sums up, by name: of calls, how they were answered, and retries; of resources, what a `ResourceEntry` holds from its seventh member on. */
  readonly sums?: Readonly<Record<string, number>> | undefined;
  /** What the newest value brought along. */
  readonly latest?: Readonly<Record<string, number>> | undefined;
}

/** Series told apart at once: a page that puts search terms into its paths must not fill the store. */
export const maxSeries = 200;
/** Where those go that are too many. */
export const otherSeries = ':other';

/** A tally of one value, or, with `by` −1, of one that is taken back. `null`: it happened and has no value. */
export function tallyOf(value: number | null, grade = 0, by = 1): Tally {
  const grades: [number, number, number] = [0, 0, 0];
  grades[grade] = by;
  return { count: by, failed: 0, total: by * (value ?? 0), grades, sketch: sketchOf(value ?? Number.NaN, by) };
}

export const noTally: Tally = { ...tallyOf(null), count: 0, grades: [0, 0, 0] };

type Own<T> = { -readonly [K in keyof T]: T[K] };

/** Adds tallies to those of the same series. */
export function foldTallies(into: Map<string, Tally>, parts: Iterable<readonly [series: string, tally: Tally]>, most = maxSeries): Map<string, Tally> {
  // Each series is copied once, and its copy added to: one value more must not cost as much as the whole sketch.
  const own = new Map<string, Own<Tally>>();
  for (const [series, { count, failed, total, grades, sketch, sums, latest }] of parts) {
    const name = into.has(series) || into.size < most ? series : otherSeries;
    let sum = own.get(name);
    if (!sum) {
      const before = into.get(name) ?? noTally;
      sum = { ...before, grades: [...before.grades], sketch: copySketch(before.sketch), ...(before.sums && { sums: { ...before.sums } }) };
      own.set(name, sum);
      into.set(name, sum);
    }
    sum.count += count;
    sum.failed += failed;
    sum.total += total;
    sum.grades = [sum.grades[0] + grades[0], sum.grades[1] + grades[1], sum.grades[2] + grades[2]];
    addTo(sum.sketch, sketch);
    if (sums) {
      const all: Record<string, number> = (sum.sums ??= {});
      for (const key in sums) all[key] = (all[key] ?? 0) + sums[key]!;
    }
    if (latest) sum.latest = latest;
  }
  return into;
}

/** A quantile of a series in four digits: what a person reads, and no more than a sketch knows. `null` of nothing. */
export function percentile({ sketch }: Tally, q: number): number | null {
  const value = quantile(sketch, q);
  return value && tidy(value);
}

export function tidy(value: number): number {
  return Number(value.toPrecision(4));
}
