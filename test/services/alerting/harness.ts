import type { ResolvedConfig } from '../../../src/contract/config.ts';
import type { ErrorRecord } from '../../../src/contract/error-record.ts';
import type { LogEntry } from '../../../src/contract/log-entry.ts';
import type { OpsEvent } from '../../../src/contract/notices.ts';
import type { ApiCallRecord, ApiOutcome, MetricRecord } from '../../../src/contract/performance.ts';
import { resolveConfig } from '../../../src/contract/resolve-config.ts';
import type { OpsOptions } from '../../../src/contract/config.ts';
import { createMemoryStore } from '../../../src/runtime/memory-store.ts';
import { AlertWatch } from '../../../src/services/alerting/alert-watch.ts';
import { AlertingService } from '../../../src/services/alerting/alerting-service.ts';
import { createAlertingPart } from '../../../src/services/alerting/create-alerting-part.ts';
import type { NotificationItem } from '../../../src/services/alerting/notification-item.ts';
import type { Store } from '../../../src/services/ports/store.ts';
import { createScriptedTransport } from '../../support/scripted-transport.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { alertKeeper } from '../../../src/services/alerting/alert-keeper.ts';
import { ReceiptLook } from '../../../src/services/alerting/receipt-look.ts';
import { OwnAlerts } from '../../../src/services/alerting/own-alerts.ts';
import { AlertQueries } from '../../../src/services/alerting/alert-queries.ts';
import { answering } from '../../support/answering.ts';

export const minute = 60_000;
export const hour = 60 * minute;

/**
 * A service over a memory store; `restart` makes every later call go to a new instance over the same store.
 *
 * @param backendTakes whether what is queued for people is taken at once; else it waits
 */
export function createHarness(options: OpsOptions = { endpoint: 'https://api.example.com' }, backendTakes = true) {
  const memory = createMemoryStore();
  let isDying = false;
  const store: Store = {
    ...memory,
    write: (run) =>
      memory.write(async (tx) => {
        const from = sent.length;
        const result = await run(tx);
        if (backendTakes) for (const { item } of sent.slice(from)) if (item.incidentId) await service.notificationDelivered(tx, item.incidentId, item.id, { kind: 'delivered', detail: 'HTTP 202' });
        if (isDying) throw new Error('killed');
        return result;
      }),
  };
  const clock = createFakeClock();
  const config: ResolvedConfig = resolveConfig(options, 'https://clinic.example.com/');
  const events: OpsEvent[] = [];
  const sent: { readonly endpoint: string; readonly item: NotificationItem }[] = [];
  const withdrawn: string[] = [];
  const backend = createScriptedTransport(() => 404);
  const notices: string[] = [];
  let seed = 0;
  const random = () => ((seed += 1) * 0.123457) % 1;
  const scrub = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('jane@example.com', '[EMAIL]')) as T;
  const ports = { store, now: clock.now, random, config: () => config, mask: scrub };
  let own = new OwnAlerts(ports);
  const create = () => {
    const incidents = new AlertingService({
      store,
      clock,
      random,
      outbox: {
        add: (_tx, endpoint, items) => void sent.push(...items.map((item) => ({ endpoint, item: item as NotificationItem }))),
        withdraw: async (_tx, _endpoint, id) => void withdrawn.push(id),
      },
      publish: async (_tx, published) => void events.push(...published),
      scrub,
      config: () => config,
      notify: (topic) => void notices.push(topic),
      own,
    });
    const part = createAlertingPart(incidents, own, new ReceiptLook({ store, clock, transport: backend.transport, config: () => config }, incidents));
    const watch = new AlertWatch({ store, clock, config: () => config, publish: async () => undefined, part: () => part });
    return answering(incidents, watch, new AlertQueries(ports, backend.transport), alertKeeper);
  };
  let service = create();
  return {
    store,
    clock,
    events,
    sent,
    /** Keys that were taken back out of the outbox. */
    withdrawn,
    /** What answers receipts. */
    backend,
    notices,
    get service() {
      return service;
    },
    restart: () => {
      own = new OwnAlerts(ports);
      service = create();
    },
    observe: async (seen: { calls?: readonly ApiCallRecord[]; metrics?: readonly MetricRecord[]; errors?: readonly ErrorRecord[]; logs?: readonly LogEntry[] }) => {
      const found = await store.write((tx) => service.observe(tx, { calls: [], errors: [], logs: [], ...seen, metrics: [...(seen.calls ?? []).map((call) => ({ ...call, type: 'api', name: call.route, value: call.duration }) as unknown as MetricRecord), ...(seen.metrics ?? [])] }));
      events.push(...found);
      return found;
    },
    /** Moves time as a runtime would: looking whenever `tick` said to. */
    pass: async (ms: number) => {
      const end = clock.now() + ms;
      for (let next = await service.tick(); next <= end; next = await service.tick()) clock.set(next);
      clock.set(end);
      await service.tick();
    },
    calls: (outcome: ApiOutcome, count: number, duration = 100): readonly ApiCallRecord[] =>
      Array.from({ length: count }, (_, index) => ({
        id: `call-${index}`,
        timestamp: clock.now(),
        method: 'GET',
        url: 'https://api.example.com/doctors',
        route: 'GET /doctors',
        status: outcome === 'ok' ? 200 : outcome === 'client_error' ? 404 : outcome === 'server_error' ? 500 : 0,
        outcome,
        duration,
        size: null,
        correlationId: null,
        sessionId: 's1',
      })),
    logs: (type: LogEntry['type'], message: string, count = 1, at = clock.now()): readonly LogEntry[] =>
      Array.from({ length: count }, (_, index) => ({
        id: `log-${index}`,
        timestamp: at,
        level: 'INFO',
        type,
        message,
        correlationId: null,
        sessionId: 's1',
        tabId: 't1',
        user: null,
        context: {},
        error: null,
        app: 'clinic',
        release: '1',
        environment: 'test',
        url: 'https://clinic.example.com/',
      })),
    error: (signature: string, more: Partial<ErrorRecord> = {}): ErrorRecord => ({
      id: `error-${signature}`,
      timestamp: clock.now(),
      name: 'TypeError',
      message: signature,
      stack: '',
      frames: [],
      cause: [],
      category: 'javascript',
      severity: 'MEDIUM',
      mechanism: 'onerror',
      handled: false,
      url: 'https://clinic.example.com/',
      userId: null,
      sessionId: 's1',
      tabId: 't1',
      app: 'clinic',
      release: '1',
      environment: 'test',
      browserContext: {},
      appContext: {},
      signature,
      fingerprint: signature,
      tags: [],
      breadcrumbs: [],
      performance: {},
      ...more,
    }),
    /** Does something in a runtime that is killed before what it wrote is durable, and starts another. */
    dieIn: async (act: () => Promise<unknown>) => {
      const before = { events: events.length, sent: sent.length, withdrawn: withdrawn.length, seed };
      isDying = true;
      await act().catch(() => 0);
      isDying = false;
      events.length = before.events;
      sent.length = before.sent;
      withdrawn.length = before.withdrawn;
      seed = before.seed;
      own = new OwnAlerts(ports);
      service = create();
    },
    named: (name: string) => events.filter((event) => event.name === name),
  };
}

export type Harness = ReturnType<typeof createHarness>;

/** The value of an answer that must be fine. */
export function ok<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string }): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}
