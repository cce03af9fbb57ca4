import type { ClientInfo, Scope } from '../../../src/contract/scope.ts';
import type { OpsOptions, ResolvedConfig } from '../../../src/contract/config.ts';
import type { HealthCheckView } from '../../../src/contract/health.ts';
import type { OpsEvent, Topic } from '../../../src/contract/notices.ts';
import type { Signal } from '../../../src/contract/signal.ts';
import { resolveConfig } from '../../../src/contract/resolve-config.ts';
import { countBatch, type Observation } from '../../../src/domain/alerting/count-batch.ts';
import { createMemoryStore } from '../../../src/runtime/memory-store.ts';
import { sweepTabs } from '../../../src/runtime/tab-registry.ts';
import { HealthCheckService } from '../../../src/services/health/health-check-service.ts';
import { PerformanceMonitoringService } from '../../../src/services/performance/performance-monitoring-service.ts';
import { addCounters } from '../../../src/services/records/counter-rows.ts';
import type { Store, Transaction } from '../../../src/services/ports/store.ts';
import type { TransportRequest, TransportResponse } from '../../../src/services/ports/transport.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { HealthQueries } from '../../../src/services/health/health-queries.ts';
import { answering } from '../../support/answering.ts';
import { outcomeOf } from '../../../src/domain/performance/outcome.ts';

type Answer = Partial<TransportResponse> | ((request: TransportRequest) => Partial<TransportResponse> | Promise<Partial<TransportResponse>>);

export const up = (components: Record<string, unknown> = {}): Record<string, unknown> => ({
  status: 'pass',
  version: '1.4.2',
  checks: Object.fromEntries(
    Object.entries({ database: 'pass', auth: 'pass', payment: 'pass', storage: 'pass', email: 'pass', sms: 'pass', cdn: 'pass', websocket: 'pass', ...components }).map(([name, status]) => [name, [typeof status === 'string' ? { status } : status]]),
  ),
});

export const answered = (status: number, body: unknown, headers: Record<string, string> = {}): Partial<TransportResponse> => ({ status, outcome: 'answered', duration: 20, body, headers, error: '' });
export const unreachable: Partial<TransportResponse> = { status: 0, outcome: 'network', duration: 3, body: null, headers: {}, error: 'connection refused' };

export interface Harness {
  readonly health: HealthCheckService & HealthQueries;
  readonly performance: PerformanceMonitoringService;
  readonly store: Store;
  readonly clock: FakeClock;
  readonly requests: TransportRequest[];
  readonly events: OpsEvent[];
  readonly notices: Topic[];
  /** When delivery was told to try again; epoch ms. */
  readonly retries: number[];
  answer(next: Answer): void;
  setOnline(online: boolean): void;
  /** Resolves with ms, rejects with the reason, or with a `TypeError` where there is nothing to open sockets with. */
  setSocket(probe: (url: string) => Promise<number>): void;
  /** Ticks whenever something is due, as the runtime does, for so long. */
  pass(ms: number): Promise<void>;
  check(id: string): Promise<HealthCheckView>;
  /** A runtime that starts again over what is stored. */
  restart(): Harness;
  see(tabId: string, more?: Partial<ClientInfo>): Promise<void>;
  leave(tabId: string): Promise<void>;
  /** Looks for tabs that went without a word, as the runtime does. */
  sweep(): Promise<void>;
  /** The tab hangs: it no longer says that it is alive. */
  hang(tabId: string): void;
  observe(signals: readonly Signal[]): Promise<void>;
}

const everywhere: Scope = { sessionId: 's1', url: 'https://clinic.example/book', user: null, context: {} };

export const client = (tabId: string, more: Partial<ClientInfo> = {}): ClientInfo => ({
  tabId,
  app: 'clinic',
  release: '1',
  environment: 'production',
  userAgent: 'test',
  language: 'en',
  timeZone: 'UTC',
  viewport: { width: 1, height: 1, pixelRatio: 1 },
  secureContext: true,
  features: { fetch: true, sharedWorker: true },
  ...more,
});

/** What the alerting service counts of a batch, before the checks read it. */
export async function count(tx: Transaction, seen: Omit<Observation, 'metrics'>, now: number): Promise<void> {
  const { occurred: _occurred, ...counted } = countBatch(seen, {}, now);
  await addCounters(tx, counted, now);
}

let seq = 0;
export const call = (at: number, more: Partial<Extract<Signal, { kind: 'api' }>> = {}): Signal => ({
  seq: ++seq,
  at,
  scope: everywhere,
  kind: 'api',
  method: 'GET',
  url: 'https://api.example/api/doctors',
  status: 200,
  outcome: 'ok',
  duration: 30,
  ...more,
});
export const base = (at: number) => ({ seq: ++seq, at, scope: everywhere });

const seeded = (state = 7) => (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;

export function start(options: OpsOptions = { endpoint: 'https://api.example' }, store: Store = createMemoryStore(), clock: FakeClock = createFakeClock(), random: () => number = seeded()): Harness {
  const config: ResolvedConfig = resolveConfig(options, 'https://clinic.example/');
  const requests: TransportRequest[] = [];
  const events: OpsEvent[] = [];
  const notices: Topic[] = [];
  const retries: number[] = [];
  const alive = new Set<string>();
  let next: Answer = answered(200, up());
  let online = true;
  let socket: (url: string) => Promise<number> = async () => 12;
  const scrub = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('anna@clinic.example', '[email]')) as T;
  const health = answering(new HealthCheckService({
    store,
    clock,
    random,
    online: () => online,
    socket: (url) =>
      socket(url).then(
        (duration) => ({ status: 101, duration, error: '' }),
        (error: Error) => (error instanceof TypeError ? Promise.reject(error) : { status: 0, duration: 0, error: error.message }),
      ),
    notify: (topic) => void notices.push(topic),
    features: { indexedDB: true },
    retryDelivery: () => void retries.push(clock.now()),
    publish: async (_tx, published) => void events.push(...published),
    scrub,
    config: () => config,
    transport: async (request) => {
      requests.push(request);
      const answer = typeof next === 'function' ? await next(request) : next;
      return { status: 0, outcome: 'answered', duration: 0, body: null, headers: {}, error: '', ...answer };
    },
  }), new HealthQueries({ store, now: clock.now, random, config: () => config, mask: scrub }));
  const performance = new PerformanceMonitoringService({ store, clock, outbox: { add: () => undefined }, tell: async () => undefined });
  const harness: Harness = {
    health,
    performance,
    store,
    clock,
    requests,
    events,
    notices,
    retries,
    answer: (to) => void (next = to),
    setOnline: (to) => void (online = to),
    setSocket: (to) => void (socket = to),
    pass: async (ms) => {
      const end = clock.now() + ms;
      for (let due = await health.tick(); ; due = await health.tick()) {
        const step = Math.max(100, Math.min(due - clock.now(), 5_000));
        if (clock.now() + step > end) break;
        await clock.advance(step);
        await store.write(async (tx) => alive.forEach((key) => tx.put('tabs', { key, visible: true, gone: false, lastSeen: clock.now() })));
      }
      await clock.advance(end - clock.now());
    },
    check: async (id) => {
      const found = await health.getHealthCheck(id);
      if (!found) throw new Error(`no check ${id}`);
      return found;
    },
    restart: () => start(options, store, clock, random),
    see: (tabId, more) =>
      store.write(async (tx) => {
        tx.put('tabs', { key: tabId, visible: true, gone: false, lastSeen: clock.now() });
        alive.add(tabId);
        await health.tabSeen(tx, client(tabId, more), clock.now());
      }),
    hang: (tabId) => void alive.delete(tabId),
    sweep: () =>
      store.write(async (tx) => {
        for (const tabId of await sweepTabs(tx, clock.now())) await health.tabGone(tx, tabId);
      }),
    leave: (tabId) => {
      alive.delete(tabId);
      return store.write(async (tx) => {
        tx.put('tabs', { key: tabId, visible: false, gone: true, lastSeen: clock.now() });
        await health.tabGone(tx, tabId);
      });
    },
    observe: async (signals) => {
      const calls = signals.flatMap((signal) =>
        signal.kind === 'api'
          ? [{ id: `m${signal.seq}`, timestamp: signal.at, method: signal.method, url: signal.url, route: signal.url, status: signal.status, outcome: outcomeOf(signal), duration: signal.duration, size: null, correlationId: null, sessionId: 's1' }]
          : [],
      );
      await store.write((tx) => count(tx, { calls, errors: [], logs: [] }, clock.now()));
    },
  };
  return harness;
}
