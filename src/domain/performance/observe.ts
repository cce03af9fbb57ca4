import type { ApiCallRecord, MetricRecord } from '../../contract/performance.ts';
import type { ResourceSignal } from '../../contract/signal.ts';
import { isCounted, isFailure, isTimed } from './outcome.ts';
import { gradeOf } from './rating.ts';
import { foldUrl } from './route-pattern.ts';
import { type Tally, tallyOf } from './tally.ts';

/** What is counted together: what every page measures, what pages record themselves, API routes, resources. */
export const seriesKinds = ['page', 'metric', 'route', 'resource'] as const;
export type SeriesKind = (typeof seriesKinds)[number];

export type Observation = readonly [kind: SeriesKind, series: string, at: number, tally: Tally];

/** ms up to which a call satisfies, and up to which it is tolerated: Apdex Technical Specification 1.1 with T = 500 ms. */
const apdex = [500, 2_000];

/** A failed call frustrates whatever it took. */
export function observeCall({ outcome, duration, route, timestamp }: ApiCallRecord): readonly Observation[] {
  if (!isCounted(outcome)) return [];
  const failed = isFailure(outcome);
  const tally = { ...tallyOf(isTimed(outcome) ? duration : null, failed ? 2 : gradeOf(duration, apdex)), failed: Number(failed) };
  return [
    ['page', 'apiResponse', timestamp, tally],
    ['route', route, timestamp, tally],
  ];
}

/** A mark is a moment and has no value to sum up; calls are observed as such. */
export function observeMetric({ type, name, value, usage, tags, timestamp }: MetricRecord): readonly Observation[] {
  if (usage !== undefined) return [['page', 'memoryUsage', timestamp, { ...tallyOf(usage), latest: { used: value, limit: Number(tags['limit']), usage } }]];
  if (type === 'long_task') return [['page', 'longTask', timestamp, tallyOf(value)]];
  return type === 'mark' || type === 'api' ? [] : [[type === 'navigation' ? 'page' : 'metric', name, timestamp, tallyOf(value)]];
}

/** A cache hit transfers nothing, or the 300 bytes that Resource Timing counts for a 304; another origin shows sizes only with `Timing-Allow-Origin`. */
export function observeResources({ at, entries }: ResourceSignal): readonly Observation[] {
  return entries.map(([url, type, duration, transferred, decoded, status]) => {
    const grade = decoded && transferred <= 300 ? 0 : decoded || transferred ? 1 : 2;
    return ['resource', `${type} ${foldUrl(url).join('')}`, at, { ...tallyOf(duration, grade), failed: Number(status >= 400), total: transferred }];
  });
}
