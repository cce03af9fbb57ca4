import type { ApiCallRecord, MetricRecord } from '../../contract/performance.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { ApiSignal, MetricSignal, Signal, VitalSignal } from '../../contract/signal.ts';
import { recordBase } from '../../domain/delivery/record-base.ts';
import { rateVital } from '../../domain/performance/rating.ts';
import { routePattern } from '../../domain/performance/route-pattern.ts';

/** A call is a metric as well: stored, shown and sent as one record. */
export type CallRecord = MetricRecord & ApiCallRecord;

/** What all records of a batch have in common. */
function base(client: ClientInfo, signal: Signal) {
  return { ...recordBase('metric', client, signal), unit: 'ms', rating: null, tags: {}, userId: signal.scope.user?.id ?? null };
}

export function toCall(client: ClientInfo, signal: ApiSignal): CallRecord {
  const { url, status, outcome, duration, size = null, correlationId = null } = signal;
  const method = signal.method.toUpperCase();
  const route = routePattern(method, url);
  return { ...base(client, signal), type: 'api', name: route, value: duration, method, url, route, status, outcome, duration, size, correlationId };
}

/** The parts of a page's load, and the members of its navigation entry (W3C Navigation Timing 2) between which each lies. */
const loadParts = [
  ['pageLoad', 'startTime', 'loadEventEnd'],
  ['domContentLoaded', 'startTime', 'domContentLoadedEventEnd'],
  ['dns', 'domainLookupStart', 'domainLookupEnd'],
  ['connect', 'connectStart', 'connectEnd'],
  ['request', 'requestStart', 'responseStart'],
  ['response', 'responseStart', 'responseEnd'],
  ['firstPaint', 'startTime', 'firstPaint'],
] as const;

/** A navigation entry becomes one metric a part; a reading of the heap, in bytes with the limit in a tag, gets `usage`. */
export function toMetrics(client: ClientInfo, signal: MetricSignal): MetricRecord[] {
  const { type, name, value, unit, tags = {} } = signal;
  const metric = { ...base(client, signal), type, name, value, unit, tags };
  if (name === 'navigation')
    return loadParts.flatMap(([name, from, to]) => {
      const value = Number(tags[to]) - Number(tags[from]);
      return value >= 0 ? { ...metric, id: `${metric.id}-${name}`, name, value, tags: {} } : [];
    });
  return [type === 'memory' && tags['limit'] ? { ...metric, usage: value / Number(tags['limit']) } : metric];
}

/** A vital at one moment: its repeats differ in id and agree in `tags.view`. */
export function toVital(client: ClientInfo, signal: VitalSignal): MetricRecord {
  const { name, value, view } = signal;
  return { ...base(client, signal), type: 'vital', name, value, unit: name === 'CLS' ? '' : 'ms', rating: rateVital(name, value), tags: { view } };
}
