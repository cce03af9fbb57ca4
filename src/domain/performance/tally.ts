import { mergeSketches, type QuantileSketch, sketchOf } from './quantile-sketch.ts';

/** What is known of a series: all of it sums up, so tallies merge in any order. */
export interface Tally {
  readonly count: number;
  readonly failed: number;
  /** Sum of the values; of a resource, bytes. */
  readonly total: number;
  /** How many were good, fair and poor; of a resource, how many came from the cache, over the network, and from where nobody says. */
  readonly grades: readonly number[];
  readonly sketch: QuantileSketch;
  /** What the newest value brought along. */
  readonly latest?: Readonly<Record<string, number>> | undefined;
}

/** Series told apart at once: a page that puts search terms into its paths must not fill the store. */
export const maxSeries = 200;
/** Where those go that are too many. */
export const otherSeries = ':other';

/** A tally of one value, or, with `by` −1, of one that is taken back. `null`: it happened and has no value. */
export function tallyOf(value: number | null, grade = 0, by = 1): Tally {
  return { count: by, failed: 0, total: by * (value ?? 0), grades: [0, 1, 2].map((each) => (each === grade ? by : 0)), sketch: sketchOf(value ?? Number.NaN, by) };
}

/** Adds tallies to those of the same series. */
export function foldTallies(into: Map<string, Tally>, parts: Iterable<readonly [series: string, tally: Tally]>): Map<string, Tally> {
  for (const [series, part] of parts) {
    const name = into.has(series) || into.size < maxSeries ? series : otherSeries;
    const sum = into.get(name);
    const merged = sum && {
      count: sum.count + part.count,
      failed: sum.failed + part.failed,
      total: sum.total + part.total,
      grades: sum.grades.map((count, grade) => count + (part.grades[grade] as number)),
      sketch: mergeSketches([sum.sketch, part.sketch]),
      latest: part.latest ?? sum.latest,
    };
    into.set(name, merged ?? part);
  }
  return into;
}
