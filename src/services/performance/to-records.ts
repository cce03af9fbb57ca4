import type { ApiCallRecord, MetricRecord } from '../../contract/performance.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { Signal } from '../../contract/signal.ts';
import { recordBase } from '../../domain/delivery/record-base.ts';
import { outcomeOf } from '../../domain/performance/outcome.ts';
import { rateVital, vitalNames } from '../../domain/performance/rating.ts';
import { routePattern } from '../../domain/performance/route-pattern.ts';

/** A call is a metric as well: stored, shown and sent as one record. */
export type CallRecord = MetricRecord & ApiCallRecord;

/** The parts of a page's load, and the members of its navigation entry (W3C Navigation Timing 2) between which each lies. */
const loadParts = [
  ['pageLoad', 'startTime', 'loadEventEnd'],
  ['domContentLoaded', 'startTime', 'domContentLoadedEventEnd'],
  ['dns', 'domainLookupStart', 'domainLookupEnd'],
  ['connect', 'connectStart', 'connectEnd'],
  // 0 where there was none.
  ['tls', 'secureConnectionStart', 'connectEnd'],
  ['request', 'requestStart', 'responseStart'],
  ['response', 'responseStart', 'responseEnd'],
  ['firstPaint', 'startTime', 'firstPaint'],
] as const;

/** Of a page's `Server-Timing`. */
const mostTimings = 20;

/**
 * What is kept of a signal. A navigation entry becomes one metric a part; a reading of the heap, in bytes with the limit in a tag, gets `usage`; of a
 * vital, repeats differ in id and agree in `tags.view`.
 */
export function toRecords(client: ClientInfo, signal: Signal): readonly (MetricRecord | CallRecord)[] {
  const base = { ...recordBase('metric', client, signal), unit: 'ms', rating: null, tags: {}, userId: signal.scope.user?.id ?? null };
  if (signal.kind === 'api') {
    const { url, status, duration, size = null, correlationId = null, streaming } = signal;
    const method = signal.method.toUpperCase();
    const route = routePattern(method, url);
    return [{ ...base, type: 'api', name: route, value: duration, method, url, route, status, outcome: outcomeOf(signal), duration, size, correlationId, ...(streaming && { streaming }) }];
  }
  if (signal.kind === 'vital') {
    const { name, value, view } = signal;
    return value >= 0 && vitalNames.includes(name) ? [{ ...base, type: 'vital', name, value, unit: name === 'CLS' ? '' : 'ms', rating: rateVital(name, value), tags: { view } }] : [];
  }
  if (signal.kind !== 'metric') return [];
  const { type, name, value, unit, tags = {} } = signal;
  const metric = { ...base, type, name, value, unit, tags };
  if (name === 'navigation') {
    const { serverTiming } = tags as { readonly serverTiming?: unknown };
    const server = Array.isArray(serverTiming) ? (serverTiming as readonly Partial<MetricRecord & { duration: number }>[]).slice(0, mostTimings).map(({ name, duration }) => [`server ${name}`, Number(duration)] as const) : [];
    const parts = loadParts.map(([name, from, to]) => [name, Number(tags[to]) - Number(tags[from])] as const);
    return [...parts, ...server].flatMap(([name, value]) => (value >= 0 ? { ...metric, id: `${metric.id}-${name}`, name, value, tags: {} } : []));
  }
  return [type === 'memory' && tags['limit'] ? { ...metric, usage: value / Number(tags['limit']) } : metric];
}
