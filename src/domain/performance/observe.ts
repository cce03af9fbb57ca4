import type { ApiCallRecord, MetricRecord } from '../../contract/performance.ts';
import type { ResourceSignal } from '../../contract/signal.ts';
import { isCounted, isFailure, isTimed } from './outcome.ts';
import { gradeOf } from './rating.ts';
import { foldUrl } from './route-pattern.ts';
import { type Tally, tallyOf } from './tally.ts';

/** What is counted together: what every page measures, the same by cell, what pages record themselves, API routes, resources. */
export const seriesKinds = ['page', 'cell', 'metric', 'route', 'resource'] as const;
export type SeriesKind = (typeof seriesKinds)[number];

export type Observation = readonly [kind: SeriesKind, series: string, at: number, tally: Tally];

/** ms up to which a call satisfies, and up to which it is tolerated: Apdex Technical Specification 1.1 with T = 500 ms. */
const apdex = [500, 2_000];

/** Of what every page measures: of all pages, and of its cell. */
export function observePage(series: string, at: number, tally: Tally, cell: string): readonly Observation[] {
  return [
    ['page', series, at, tally],
    ['cell', series + cell, at, tally],
  ];
}

/** A failed call frustrates whatever it took. */
export function observeCall({ outcome, status, duration, route, timestamp, retry }: ApiCallRecord, cell: string): readonly Observation[] {
  if (!isCounted(outcome)) return [];
  const failed = isFailure(outcome);
  const tally = { ...tallyOf(isTimed(outcome) ? duration : null, failed ? 2 : gradeOf(duration, apdex)), failed: Number(failed), sums: { [status ? `${Math.floor(status / 100)}xx` : outcome]: 1, ...(retry && { retries: 1 }) } };
  return [...observePage('apiResponse', timestamp, tally, cell), ['route', route, timestamp, tally]];
}

/** What has a value that sums up: a mark is a moment, and what attributes is read record by record. Calls are observed as such. */
export function observeMetric({ type, name, value, usage, tags, timestamp }: MetricRecord, cell: string): readonly Observation[] {
  const tally = tallyOf(value);
  if (usage !== undefined) return observePage('memoryUsage', timestamp, { ...tallyOf(usage), latest: { used: value, limit: Number(tags['limit']), usage } }, cell);
  if (type === 'long_task') return observePage('longTask', timestamp, tally, cell);
  if (type === 'navigation') return observePage(name, timestamp, tally, cell);
  return /^(api|mark|insight)$/.test(type) ? [] : [['metric', name, timestamp, tally]];
}

/**
 * A cache hit transfers nothing, or the 300 bytes that Resource Timing counts for a 304, of which Chromium tells no body (and 200); another origin shows sizes only with
 * `Timing-Allow-Origin`.
 */
export function observeResources({ at, entries }: ResourceSignal): readonly Observation[] {
  return entries.map(([url, type, duration, transferred, decoded, status, ...more]) => {
    const revalidated = transferred === 300 && status === 200;
    const grade = transferred <= 300 && (decoded || revalidated) ? 0 : decoded || transferred ? 1 : 2;
    return ['resource', `${type} ${foldUrl(url).join('')}`, at, { ...tallyOf(duration, grade), failed: Number(status >= 400), total: transferred, sums: { ...(more as unknown as Record<string, number>) } }];
  });
}
