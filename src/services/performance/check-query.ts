import type { MetricType } from '../../contract/performance.ts';
import type { SeriesQuery, VitalsQuery } from '../../contract/performance-answers.ts';
import type { TimeRange } from '../../contract/time-range.ts';
import { refuse } from '../../domain/refuse.ts';

const types: Readonly<Record<MetricType, 0>> = { vital: 0, navigation: 0, resource: 0, long_task: 0, memory: 0, api: 0, mark: 0, insight: 0, measure: 0, custom: 0 };
const devices: readonly unknown[] = ['mobile', 'tablet', 'desktop'];

type Rule = readonly [expected: string, fits: (value: never) => boolean];

const filters: Readonly<Record<keyof VitalsQuery, Rule>> = {
  // Has a check of its own.
  range: ['', () => true],
  page: ['a path with ids folded, as /doctors/:id', (page: unknown) => typeof page === 'string' && page[0] === '/'],
  device: [devices.join(' | '), (device: unknown) => devices.includes(device)],
  connection: ['a text, as 4g', (connection: unknown) => typeof connection === 'string'],
};
const ofSeries: Readonly<Record<keyof SeriesQuery, Rule>> = {
  metric: ['the name of a vital, of a route or of a metric', (metric: unknown) => typeof metric === 'string' && metric !== ''],
  percentile: ['0 to 1', (share: unknown) => typeof share === 'number' && share >= 0 && share <= 1],
  points: ['a whole number from 1', (points: unknown) => Number.isInteger(points) && (points as number) > 0],
  ...filters,
};

/** A question's members, each of which is one that it can have, and of its kind; one that is `undefined` is not there. */
function check(where: string, rules: Readonly<Record<string, Rule>>, query: object): void {
  for (const [name, value] of Object.entries(query)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : refuse(where, `members ${Object.keys(rules).join(', ')}`, name);
    if (value !== undefined && !rule![1](value as never)) refuse(`${where}: ${name}`, rule![0], value);
  }
}

/** What `getCoreWebVitals` is asked: a range alone, or with a page, a device and a connection. */
export function vitalsQuery(query: TimeRange | VitalsQuery | undefined): VitalsQuery {
  if (!query || typeof query !== 'object' || 'from' in query || 'to' in query) return { range: query as TimeRange | undefined };
  check('getCoreWebVitals', filters, query);
  return query;
}

export function seriesQuery(query: SeriesQuery): SeriesQuery {
  if (!query || typeof query !== 'object') refuse('getSeries', 'an object with a metric, as {metric: "LCP"}', query);
  check('getSeries', ofSeries, { ...query, metric: query.metric ?? null });
  return query;
}

export function metricType(type: MetricType | undefined): MetricType | undefined {
  const asked = type ?? undefined;
  return asked === undefined || Object.hasOwn(types, asked) ? asked : refuse('getMetrics', Object.keys(types).join(' | '), type);
}
