import type { PageFilter, Series, SeriesQuery } from '../../contract/performance-answers.ts';
import { readCell } from '../../domain/performance/cell.ts';
import type { SeriesKind } from '../../domain/performance/observe.ts';
import { floor, spansOf } from '../../domain/performance/steps.ts';
import { foldTallies, noTally, percentile, type Tally } from '../../domain/performance/tally.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { listTallies, readRolled } from '../records/tally-rows.ts';

/** ms that a person can read off an axis. */
const widths = [1, 2, 5, 15, 30, 60, 120, 360, 720, 1_440, 2_880].map((minutes) => minutes * 60_000);

/** Which series of cells are of these pages: the metric's name, or nothing. */
export function within({ page, device, connection }: PageFilter): ((series: string) => string | undefined) | undefined {
  if (page === undefined && device === undefined && connection === undefined) return undefined;
  return (series) => {
    const cell = readCell(series);
    return (page ?? cell.page) === cell.page && (device ?? cell.device) === cell.device && (connection ?? cell.connection) === cell.connection ? cell.metric : undefined;
  };
}

/** A metric over time: one point a step, also where nothing was measured. */
export async function readSeries(tx: ReadTransaction, { metric, range, percentile: q = 0.75, points = 60, ...filter }: SeriesQuery, now: number): Promise<Series> {
  const spans = spansOf(range, now, await readRolled(tx, now));
  const coarsest = Math.max(...spans.map((span) => span.step));
  const [from, to] = [spans[0]!.from, spans.at(-1)!.to];
  const step = widths.find((width) => width >= coarsest && (to - from) / width <= points) ?? Math.ceil((to - from) / points / coarsest) * coarsest;
  const named = within(filter);
  // What a page calls its own metric may be the name of something else: what every page measures comes first.
  const kinds: readonly SeriesKind[] = named ? ['cell'] : /^[A-Z]+ \//.test(metric) ? ['route'] : ['page', 'metric'];
  const buckets = new Map<number, Tally>();
  for (const kind of kinds) {
    if (buckets.size) break;
    const parts = new Map<number, (readonly [string, Tally])[]>();
    for (const { at, tallies } of await listTallies(tx, kind, spans, filter.page))
      for (const [series, tally] of tallies)
        if ((named ? named(series) : series) === metric) {
          const bucket = floor(at, step);
          parts.set(bucket, [...(parts.get(bucket) ?? []), ['', tally]]);
        }
    for (const [bucket, some] of parts) buckets.set(bucket, foldTallies(new Map(), some).get('') ?? noTally);
  }
  const all = [];
  for (let at = floor(from, step); at < to; at += step) all.push(pointOf(at, buckets.get(at) ?? noTally, q));
  return { metric, percentile: q, step, points: all };
}

function pointOf(at: number, tally: Tally, q: number): Series['points'][number] {
  const { count, failed, grades } = tally;
  const [good, needsImprovement, poor] = grades.map((share) => share / (count || 1)) as [number, number, number];
  return { at, value: percentile(tally, q), count, failed, good, needsImprovement, poor };
}
