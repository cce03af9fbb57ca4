import assert from 'node:assert/strict';
import { resolveConfig } from '../../../src/contract/resolve-config.ts';
import { createMemoryStore } from '../../../src/runtime/memory-store.ts';
import { DeliveryService } from '../../../src/services/delivery/delivery-service.ts';
import type { OutboxEndpoint, OutboxItem } from '../../../src/services/ports/outbox.ts';
import type { TransportRequest } from '../../../src/services/ports/transport.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createScriptedTransport, type Reply } from '../../support/scripted-transport.ts';

export const base = 'https://api.test';

/** A delivery service over a memory store; `restart` makes another over the same store, as after a crash. */
export function deliveryHouse(script?: (request: TransportRequest, index: number) => Reply, endpoint = base, random = () => 0.5) {
  const clock = createFakeClock();
  const store = createMemoryStore();
  const backend = createScriptedTransport(script);
  const outcomes: { endpoint: string; ids: string[]; ok: boolean; detail: string }[] = [];
  /** Every step, those that will be tried again too. */
  const steps: { kind: string; ids: string[]; detail: string; body: unknown }[] = [];
  const dropped: Record<string, number> = {};
  const said: string[] = [];
  const world = { online: true, leads: true, config: resolveConfig({ endpoint, endpoints: endpoint ? { alertWebhook: 'https://hook.test/x' } : {} }, `${base}/`) };
  const make = () =>
    new DeliveryService({
      store,
      clock,
      random,
      transport: backend.transport,
      online: () => world.online,
      config: () => world.config,
      notify: () => undefined,
      warn: (message) => void said.push(message),
      leads: () => world.leads,
      onDelivered: async (_tx, endpoint, items, { kind, detail, body }) => {
        const ids = items.map(({ id }) => id);
        steps.push({ kind, ids, detail, body });
        if (kind !== 'retry') outcomes.push({ endpoint, ids, ok: kind === 'delivered', detail });
      },
      onDropped: async (_tx, reason, count) => void (dropped[reason] = (dropped[reason] ?? 0) + count),
    });
  const self = {
    clock,
    store,
    backend,
    world,
    outcomes,
    steps,
    dropped,
    said,
    service: make(),
    restart: () => (self.service = make()),
    add: (endpoint: OutboxEndpoint, ...items: readonly OutboxItem[]) => store.write(async (tx) => self.service.add(tx, endpoint, items)),
    /** Calls `tick` as the runtime's schedule does, for so many ms. */
    run: async (ms: number) => {
      const end = clock.now() + ms;
      for (;;) {
        const next = await self.service.tick();
        await clock.advance(0);
        if (next >= end) break;
        await clock.advance(Math.max(100, next - clock.now()));
      }
      await clock.advance(Math.max(0, end - clock.now()));
    },
    status: async (endpoint: OutboxEndpoint) => {
      const found = (await self.service.status()).find((one) => one.endpoint === endpoint);
      assert.ok(found);
      return found;
    },
    /** Ids that the backend got, request by request. */
    got: (member = 'entries') => backend.requests.map(({ body }) => ((body as Record<string, OutboxItem[]>)[member] ?? []).map(({ id }) => id)),
  };
  return self;
}

export const items = (count: number, from = 0, more: object = {}): OutboxItem[] => Array.from({ length: count }, (_, index) => ({ id: `i${from + index}`, ...more }));
export const ids = (count: number, from = 0): string[] => items(count, from).map(({ id }) => id);
