import { mergeSketches, quantile, type QuantileSketch, sketchOf } from './quantile-sketch.ts';

/** What is known of a series: all of it sums up, so tallies merge in any order. */
export interface Tally {
  readonly count: number;
  readonly failed: number;
  /** Sum of the values; of a resource, bytes. */
  readonly total: number;
  /** How many were good, fair and poor; of a resource, how many came from the cache, over the network, and from where nobody says. */
  readonly grades: readonly [number, number, number];
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
  const grades: [number, number, number] = [0, 0, 0];
  grades[grade] = by;
  return { count: by, failed: 0, total: by * (value ?? 0), grades, sketch: sketchOf(value ?? Number.NaN, by) };
}

export const noTally: Tally = { ...tallyOf(null), count: 0, grades: [0, 0, 0] };

/** Adds tallies to those of the same series. */
export function foldTallies(into: Map<string, Tally>, parts: Iterable<readonly [series: string, tally: Tally]>): Map<string, Tally> {
  // Of each series at once: one value more would cost as much as the whole sketch.
  const sketches = new Map<string, QuantileSketch[]>();
  for (const [series, part] of parts) {
    const name = into.has(series) || into.size < maxSeries ? series : otherSeries;
    const { count, failed, total, grades, sketch, latest } = into.get(name) ?? noTally;
    sketches.set(name, [...(sketches.get(name) ?? []), part.sketch]);
    into.set(name, {
      count: count + part.count,
      failed: failed + part.failed,
      total: total + part.total,
      grades: grades.map((sum, grade) => sum + Number(part.grades[grade])) as [number, number, number],
      sketch,
      latest: part.latest ?? latest,
    });
  }
  for (const [name, more] of sketches) {
    const tally = into.get(name)!;
    into.set(name, { ...tally, sketch: mergeSketches([tally.sketch, ...more]) });
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
