import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OpsEvent } from '../../../src/contract/notices.ts';
import { resolveConfig } from '../../../src/contract/resolve-config.ts';
import { createMemoryStore } from '../../../src/runtime/memory-store.ts';
import { AlertWatch } from '../../../src/services/alerting/alert-watch.ts';
import type { AlertingPart } from '../../../src/services/ports/alerting-part.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createTestRuntime } from '../../support/test-runtime.ts';
import { eventsOf } from '../../support/events-of.ts';

const raised = (alertId: string): OpsEvent => ({ name: 'alert.triggered', detail: { alertId } }) as unknown as OpsEvent;

/** A watch whose part comes when the test says so. */
function house() {
  const store = createMemoryStore();
  const clock = createFakeClock();
  const config = resolveConfig({}, 'https://clinic.example.com/');
  const published: OpsEvent[] = [];
  const done: (readonly unknown[])[] = [];
  const note = async (...what: readonly unknown[]): Promise<readonly OpsEvent[]> => (done.push(what), [raised(String(what[1]))]);
  const there: AlertingPart = {
    count: async () => undefined,
    trigger: (_tx, id, data, times) => note('trigger', id, data, times),
    clear: (_tx, id, text) => note('clear', id, text),
    delivered: async (_tx, id, key, outcome) => void (await note('delivered', id, key, outcome)),
    look: async () => (done.push(['look']), clock.now() + 5_000),
  };
  let part: AlertingPart | undefined;
  const make = () => new AlertWatch({ store, clock, config: () => config, publish: async (_tx, events) => void published.push(...events), part: () => part });
  return { store, clock, published, done, make, load: () => void (part = there) };
}

describe('while what handles incidents is not there', () => {
  it('steps wait in the store and are done in their order, once, by whichever runtime has it first', async () => {
    const { store, make, done, load, published } = house();
    const events = await store.write(async (tx) => {
      await make().trigger(tx, 'payment_failures', { value: 0.1 });
      await make().delivered(tx, 'payment_failures:1', 'k1', { kind: 'delivered', detail: '' });
      return make().trigger(tx, 'security_breach', { message: 'a lock was picked' });
    });
    assert.deepEqual([events, done], [[], []]);
    load();
    const later = make();
    await later.perform();
    await make().perform();
    assert.deepEqual(done.map(([member, id]) => `${String(member)} ${String(id)}`), ['trigger payment_failures', 'delivered payment_failures:1', 'trigger security_breach']);
    assert.deepEqual(published.map(({ detail }) => (detail as { alertId: string }).alertId), ['payment_failures', 'security_breach']);
    assert.deepEqual(await store.read((tx) => tx.list('meta')), []);
  });

  it('an alert that is triggered again waits once, with the newest of it and all its occurrences; a level stays a level', async () => {
    const { store, make, done, load } = house();
    await store.write(async (tx) => {
      for (const value of [1, 2, 3]) await make().trigger(tx, 'data_sync_failure', { value }, 2);
      for (const value of [7, 8]) await make().trigger(tx, 'api_response_time', { value }, 0);
    });
    load();
    await make().perform();
    assert.deepEqual(done, [['trigger', 'data_sync_failure', { value: 3 }, 6], ['trigger', 'api_response_time', { value: 8 }, 0]]);
  });

  it('the clock looks again, and goes on where there is work as soon as it comes', async () => {
    const { store, clock, make, done, load } = house();
    assert.equal(await make().tick(), clock.now() + 30_000);
    await store.write((tx) => make().trigger(tx, 'critical_error', {}));
    assert.equal(await make().tick(), clock.now() + 30_000);
    load();
    assert.equal(await make().tick(), clock.now() + 5_000);
    assert.deepEqual(done.map(([member]) => member), ['trigger', 'look']);
  });

  it('nothing that never was is ended', async () => {
    const { store, make, load, done } = house();
    await store.write((tx) => make().clear(tx, 'system_unhealthy', 'fine'));
    load();
    await make().perform();
    assert.deepEqual(done, []);
  });
});

describe('in a runtime', () => {
  const security = { kind: 'log', level: 'WARN', type: 'security', message: 'a lock was picked' } as const;

  it('an alarm is raised although its handling was loaded for it, and events follow', async () => {
    const ops = createTestRuntime();
    ops.runtime.start();
    const tab = ops.tab('a');
    const { eventRevision } = await tab.hello();
    await tab.send(security);
    await ops.clock.advance(100);
    assert.deepEqual((await ops.api.alerts.getActiveAlerts()).map(({ alertId, count }) => [alertId, count]), [['security_breach', 1]]);
    const events = eventsOf(await ops.api.eventsSince(eventRevision));
    assert.ok(events.some(({ name }) => name === 'alert.triggered'));
  });

  it('that ends before its handling was loaded leaves the alarm to the next one', async () => {
    const first = createTestRuntime({ loadOnDemand: () => new Promise(() => undefined) });
    first.runtime.start();
    await first.tab('a').send(security);
    await first.runtime.stop();
    const second = createTestRuntime({ store: first.store, clock: first.clock, bootId: 'boot-2' });
    second.runtime.start();
    await second.tab('b').hello();
    await second.clock.advance(31_000);
    assert.deepEqual((await second.api.alerts.getActiveAlerts()).map(({ alertId }) => alertId), ['security_breach']);
  });

  it('a level that waited for its handling says what was found of it', async () => {
    const first = createTestRuntime({ loadOnDemand: () => new Promise(() => undefined) });
    first.runtime.start();
    const failed = { kind: 'api', url: 'https://clinic.example/api/slots', method: 'GET', status: 503, outcome: 'server_error', duration: 40 } as const;
    await first.tab('a').send(...Array.from({ length: 25 }, () => failed));
    await first.runtime.stop();
    const second = createTestRuntime({ store: first.store, clock: first.clock, bootId: 'boot-2' });
    second.runtime.start();
    await second.tab('b').hello();
    await second.clock.advance(31_000);
    const incident = (await second.api.alerts.getActiveAlerts()).find(({ alertId }) => alertId === 'high_error_rate');
    assert.ok(incident?.timeline.some(({ text }) => text.includes('100 % of 25 in 5 min, the limit is 5 %')));
    assert.deepEqual(incident?.data, { message: '100 % of 25 in 5 min, the limit is 5 %', value: 1, sampleSize: 25 });
  });

  it('without the file the alarm waits, and the status says what is missing', async () => {
    const ops = createTestRuntime({ loadOnDemand: () => Promise.reject(new Error('404')) });
    ops.runtime.start();
    const tab = ops.tab('a');
    await tab.hello();
    await tab.send(security);
    await ops.clock.advance(100);
    assert.match((await ops.api.status()).warnings.join('\n'), /prescripto-ops\.on-demand\.js beside the worker file/);
    await assert.rejects(ops.api.alerts.getActiveAlerts(), /on-demand\.js beside the worker file/);
  });
});
