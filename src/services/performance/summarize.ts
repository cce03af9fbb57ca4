import type { ApiRouteSummary, PerformanceSummary, ResourceSummary } from '../../contract/performance.ts';
import type { PageSummary, ResourceGroup, ResourceReport } from '../../contract/performance-answers.ts';
import { readCell } from '../../domain/performance/cell.ts';
import { experienceScore } from '../../domain/performance/score.ts';
import { foldTallies, noTally, percentile, type Tally, tidy } from '../../domain/performance/tally.ts';
import { readVitals } from './read-vitals.ts';

type Tallies = ReadonlyMap<string, Tally>;

/** Parts of a resource's loading, by their place in what is summed up of it. */
const parts = ['dns', 'connect', 'tls', 'wait', 'download'];
/** How many resources are shown as the slowest. */
const mostSlowest = 20;
const isCall = (type: string): boolean => /^(fe|xm)/.test(type);
const countOf = ({ count }: Tally): number => count;

/** Percentiles in ms; 0 while nothing was timed, and the count beside them says so. */
export function summarizeCalls(tally: Tally): PerformanceSummary['api'] {
  const { count, failed } = tally;
  const at = (q: number): number => percentile(tally, q) ?? 0;
  return { count, errorRate: failed / (count || 1), p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Routes, busiest first. Resource Timing knows sizes and phases, and no method: they are those of the path. */
export function summarizeRoutes(routes: Tallies, resources: Tallies): readonly ApiRouteSummary[] {
  const paths = foldTallies(
    new Map(),
    [...resources].flatMap(([series, tally]) => {
      const { type, name } = resourceOf(series);
      return isCall(type) ? [[name.replace(/^[a-z]+:\/\/[^/]*/, ''), tally] as const] : [];
    }),
    Infinity,
  );
  return [...routes]
    .map(([route, tally]) => {
      const { retries, ...statuses } = tally.sums ?? {};
      const { count = 0, total = 0, sums } = paths.get(route.split(' ')[1] ?? '') ?? {};
      const spent = sums?.['0'] !== undefined && Object.fromEntries(parts.map((part, index) => [part, tidy((sums[index] ?? 0) / count)]));
      return { route, ...summarizeCalls(tally), statuses, ...(retries && { retries }), ...(count && { bytes: total }), ...(spent && { parts: spent }) };
    })
    .sort((a, b) => b.count - a.count);
}

function resourceOf(series: string): { readonly type: string; readonly name: string; readonly host: string } {
  const [type = '', name = series] = series.split(' ');
  return { type, name, host: name.split('/')[2] ?? '' };
}

const cacheHitRate = ({ grades: [hits, misses] }: Tally): number => hits / (hits + misses || 1);

/** Everything but API calls, slowest (by median) first. */
export function summarizeResources(resources: Tallies): readonly ResourceSummary[] {
  const summary = ([series, tally]: readonly [string, Tally]): ResourceSummary => {
    const { count, failed: failures, total: bytes, sketch } = tally;
    return { ...resourceOf(series), count, duration: percentile(tally, 0.5) ?? 0, maxDuration: tidy(sketch.max), bytes, cacheHitRate: cacheHitRate(tally), failures };
  };
  return [...resources].filter(([series]) => !isCall(series)).map(summary).sort((a, b) => b.duration - a.duration);
}

export function reportResources(resources: Tallies): ResourceReport {
  const groups = (nameOf: (resource: ReturnType<typeof resourceOf>) => string): readonly ResourceGroup[] =>
    [...foldTallies(new Map(), [...resources].map(([series, tally]) => [nameOf(resourceOf(series)), tally] as const))]
      .map(([name, tally]) => ({ name, count: tally.count, bytes: tally.total, duration: percentile(tally, 0.75) ?? 0, cacheHitRate: cacheHitRate(tally), failures: tally.failed }))
      .sort((a, b) => b.bytes - a.bytes || b.count - a.count);
  return { types: groups(({ type }) => type), hosts: groups(({ host }) => host), slowest: summarizeResources(resources).slice(0, mostSlowest) };
}

/** Pages, most seen first. */
export function summarizePages(cells: Tallies): readonly PageSummary[] {
  const pages = new Map<string, (readonly [string, Tally])[]>();
  for (const [series, tally] of cells) {
    const { page, metric } = readCell(series);
    // What there was no room for to tell apart is of no page.
    if (page) pages.set(page, [...(pages.get(page) ?? []), [metric, tally]]);
  }
  const summary = ([page, parts]: readonly [string, readonly (readonly [string, Tally])[]]): PageSummary => {
    const tallies = foldTallies(new Map(), parts);
    const of = (metric: string): Tally => tallies.get(metric) ?? noTally;
    return { page, views: countOf(of('view')), vitals: readVitals(tallies), pageLoad: percentile(of('pageLoad'), 0.75), longTasks: countOf(of('longTask')), calls: countOf(of('apiResponse')), score: experienceScore(tallies) };
  };
  return [...pages].map(summary).sort((a, b) => b.views - a.views || b.calls - a.calls);
}
