import type { OpsEvent } from '../../../src/contract/notices.ts';
import type { ApiOutcome, MetricType, VitalName } from '../../../src/contract/performance.ts';
import type { ClientInfo, Scope } from '../../../src/contract/scope.ts';
import type { ApiSignal, MetricSignal, ResourceSignal, Signal, VitalSignal } from '../../../src/contract/signal.ts';
import { createMemoryStore } from '../../../src/runtime/memory-store.ts';
import { PerformanceMonitoringService } from '../../../src/services/performance/performance-monitoring-service.ts';
import type { OutboxItem } from '../../../src/services/ports/outbox.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { resolveConfig } from '../../../src/contract/resolve-config.ts';
import { metricKeeper, PerformanceQueries } from '../../../src/services/performance/performance-queries.ts';
import { tellBudgets } from '../../../src/services/performance/tell-budgets.ts';
import type { QueryPorts } from '../../../src/services/ports/query-ports.ts';
import { answering } from '../../support/answering.ts';

export const client: ClientInfo = {
  tabId: 'tab1',
  app: 'clinic',
  release: '1.4.2',
  environment: 'production',
  userAgent: '',
  language: 'en',
  timeZone: 'UTC',
  viewport: { width: 1_280, height: 720, pixelRatio: 1 },
  secureContext: true,
  features: {},
};

type Sent = OutboxItem & Readonly<Record<string, unknown>>;

/** The service over a memory store and a fake clock, with makers of signals that number them as a tab would. */
export function createHarness() {
  const clock = createFakeClock();
  const store = createMemoryStore();
  const sent: Sent[] = [];
  const published: OpsEvent[] = [];
  const ports: QueryPorts = { store, now: clock.now, random: Math.random, config: () => ({ ...resolveConfig({}, 'https://clinic.example/'), app: 'clinic' }), mask: (value) => value };
  const service = answering(new PerformanceMonitoringService({
    store,
    clock,
    outbox: { add: (_tx, _endpoint, items) => void sent.push(...(items as readonly Sent[])) },
    tell: () => tellBudgets(ports, async (_tx, events) => void published.push(...events)),
  }), new PerformanceQueries(ports), metricKeeper);
  let seq = 0;
  const scope = (userId?: string): Scope => ({
    sessionId: 'session1',
    url: 'https://clinic.example/book',
    user: userId === undefined ? null : { id: userId, profile: {} },
    context: {},
  });
  const base = (at?: number, userId?: string) => ({ seq: (seq += 1), at: at ?? clock.now(), scope: scope(userId) });
  return {
    clock,
    store,
    sent,
    published,
    service,
    ingest: (signals: readonly Signal[], from = client) => store.write((tx) => service.ingest(tx, from, signals)),
    /** The same, and the look at the budgets that follows within seconds: what it told. */
    judge: async (signals: readonly Signal[]): Promise<{ readonly events: readonly OpsEvent[] }> => {
      const before = published.length;
      await store.write((tx) => service.ingest(tx, client, signals));
      await service.tick();
      return { events: published.slice(before) };
    },
    vital: (name: VitalName, value: number, view: string, at?: number, userId?: string): VitalSignal => ({ ...base(at, userId), kind: 'vital', name, value, view }),
    api: (url: string, duration: number, outcome: ApiOutcome = 'ok', at?: number, userId?: string): ApiSignal => ({
      ...base(at, userId),
      kind: 'api',
      method: 'get',
      url,
      status: outcome === 'ok' ? 200 : outcome === 'server_error' ? 500 : 0,
      outcome,
      duration,
    }),
    metric: (type: MetricType, name: string, value: number, tags?: MetricSignal['tags'], userId?: string): MetricSignal => ({
      ...base(undefined, userId),
      kind: 'metric',
      type,
      name,
      value,
      unit: type === 'memory' ? 'bytes' : 'ms',
      tags,
    }),
    resources: (entries: ResourceSignal['entries']): ResourceSignal => ({ ...base(), kind: 'resources', entries }),
  };
}

export function times<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}
