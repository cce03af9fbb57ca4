import type { ApiCallRecord, MetricRecord } from '../../contract/performance.ts';
import { recordId } from '../../contract/record-id.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { ApiSignal, MetricSignal, VitalSignal } from '../../contract/signal.ts';
import { metricNames } from '../../domain/performance/budgets.ts';
import { memoryReading } from '../../domain/performance/memory-usage.ts';
import { rateVital } from '../../domain/performance/rating.ts';
import type { MetricValue } from '../../domain/performance/rollup.ts';
import { routePattern } from '../../domain/performance/route-pattern.ts';

/** A call as it is stored: with the user, so that what is theirs can be given or erased. */
export interface StoredCall extends ApiCallRecord {
  readonly userId: string | null;
  readonly tabId: string;
  readonly release: string;
}

export function toCall(client: ClientInfo, signal: ApiSignal): StoredCall {
  const { at, seq, scope, method, url, status, outcome, duration, size, correlationId } = signal;
  return {
    id: recordId('metric', at, client.tabId, seq),
    timestamp: at,
    method: method.toUpperCase(),
    url,
    route: routePattern(method, url),
    status,
    outcome,
    duration,
    size: size ?? null,
    correlationId: correlationId ?? null,
    sessionId: scope.sessionId,
    userId: scope.user?.id ?? null,
    tabId: client.tabId,
    release: client.release,
  };
}

/** A reading of the heap is always named `memory_usage` and carries `usage`, whatever the engine's unit. */
export function toMetric(client: ClientInfo, signal: MetricSignal): MetricRecord {
  const { at, seq, scope, type, name, value, unit, tags } = signal;
  const usage = memoryReading(signal)?.usage;
  return {
    id: recordId('metric', at, client.tabId, seq),
    timestamp: at,
    type,
    name: usage === undefined ? name : metricNames.memory,
    value,
    unit,
    rating: null,
    tags: tags ?? {},
    url: scope.url,
    sessionId: scope.sessionId,
    userId: scope.user?.id ?? null,
    tabId: client.tabId,
    release: client.release,
    ...(usage === undefined ? {} : { usage }),
  };
}

/** A vital at one moment, for the backend: its repeats differ in id and agree in `tags.view`. */
export function toVital(client: ClientInfo, signal: VitalSignal): MetricRecord {
  const { at, seq, scope, name, value, view } = signal;
  return {
    id: recordId('metric', at, client.tabId, seq),
    timestamp: at,
    type: 'vital',
    name,
    value,
    unit: name === 'CLS' ? '' : 'ms',
    rating: rateVital(name, value),
    tags: { view },
    url: scope.url,
    sessionId: scope.sessionId,
    userId: scope.user?.id ?? null,
    tabId: client.tabId,
    release: client.release,
  };
}

/** A call in the form of a metric, for those who ask for all of them. */
export function callAsMetric(call: StoredCall, pageUrl = ''): MetricRecord {
  const { id, timestamp, route, duration, status, outcome, method, sessionId, userId, tabId, release } = call;
  const tags = { method, status, outcome, url: call.url };
  return { id, timestamp, type: 'api', name: route, value: duration, unit: 'ms', rating: null, tags, url: pageUrl, sessionId, userId, tabId, release };
}

const pageLoadNames = new Set(['page_load', 'pageLoad', 'page-load', 'load']);

/** Under which name a metric is rolled up; `null`: a mark is a moment and has no value to sum up. */
export function toMetricValue(signal: MetricSignal): MetricValue | null {
  const memory = memoryReading(signal);
  if (memory) return { name: metricNames.memory, value: memory.usage, memory };
  if (signal.type === 'mark' || !Number.isFinite(signal.value)) return null;
  if (signal.type === 'long_task') return { name: metricNames.longTask, value: signal.value, memory: null };
  const name = signal.type === 'navigation' && pageLoadNames.has(signal.name) ? metricNames.pageLoad : signal.name;
  return { name, value: signal.value, memory: null };
}
