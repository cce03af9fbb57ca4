import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOnDemand } from '../../src/runtime/on-demand.ts';
import { freeRoom } from '../../src/runtime/free-room.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createTestRuntime } from '../support/test-runtime.ts';

const boom = (message: string) => ({ kind: 'error', mechanism: 'onerror', handled: false, error: { name: 'TypeError', message, stack: '' } }) as const;
const condition = { metric: 'errors', aggregate: 'count', filter: { message: 'checkout*' } } as const;
const definition = { name: 'Checkout fails', category: 'business', severity: 'HIGH', threshold: 0, window: 5, channels: ['EMAIL'], condition } as const;

test('a condition counts the very first batch after a start, and is told to the backend', async () => {
  const first = createTestRuntime();
  first.runtime.start();
  await first.tab('a').hello();
  assert.ok((await first.api.alerts.registerAlert('checkout_fails', definition)).ok);
  await first.runtime.stop();

  const second = createTestRuntime({ store: first.store, clock: createFakeClock(first.clock.now()), bootId: 'boot-2' });
  second.runtime.start();
  const tab = second.tab('b');
  await tab.hello();
  await tab.send(boom('checkout: no answer'));
  await second.clock.advance(20_000);
  const incident = (await second.api.alerts.getActiveAlerts()).find(({ alertId }) => alertId === 'checkout_fails');
  assert.equal(incident?.value, 1);
  const sent = second.backend.received('/api/notifications/email').filter((body) => JSON.stringify(body).includes('checkout_fails'));
  assert.equal(sent.length, 1);
  await second.clock.advance(1_000);
  assert.equal((await second.api.alerts.getActiveAlerts()).find(({ alertId }) => alertId === 'checkout_fails')?.notifications[0]?.status, 'accepted');
});

test('a browser of a fleet says so to the backend, and one that is not says nothing', async () => {
  for (const fleet of [true, false]) {
    const ops = createTestRuntime();
    ops.runtime.start();
    await ops.tab('a', { app: 'clinic', endpoint: 'http://clinic.test', alerts: { fleet } }).hello();
    const raised = await ops.api.alerts.triggerAlert('critical_error', { value: 1 });
    assert.ok(raised.ok);
    await ops.clock.advance(150_000);
    await ops.api.alerts.resolveAlert(raised.value.id, 'ann', 'fixed');
    await ops.clock.advance(5_000);
    const said = ops.backend.received('/api/alerts/evidence') as readonly { readonly key: string; readonly state: string; readonly alertId: string }[];
    const states = said.filter(({ alertId }) => alertId === 'critical_error').map(({ key, state }) => `${key} ${state}`);
    if (!fleet) assert.deepEqual(said, []);
    else {
      assert.ok(states.length >= 3);
      assert.equal(states[0], 'clinic:production:critical_error firing');
      assert.equal(states.at(-1), 'clinic:production:critical_error resolved');
    }
  }
});

test('after an outage of the backend only the newest evidence is sent', async () => {
  const ops = createTestRuntime();
  ops.backend.answers['/api/alerts/evidence'] = 503;
  ops.runtime.start();
  await ops.tab('a', { app: 'clinic', endpoint: 'http://clinic.test', alerts: { fleet: true } }).hello();
  const raised = await ops.api.alerts.triggerAlert('critical_error', { value: 1 });
  assert.ok(raised.ok);
  await ops.clock.advance(60 * 60_000);
  await ops.api.alerts.resolveAlert(raised.value.id, 'ann', 'fixed');
  const delivery = (await ops.api.status()).delivery.find(({ endpoint }) => endpoint === 'alerts/evidence');
  assert.ok(delivery && delivery.queued <= 4, `${delivery?.queued} wait`);
  const tried = ops.backend.received('/api/alerts/evidence').length;
  ops.backend.answers['/api/alerts/evidence'] = 202;
  await ops.clock.advance(10 * 60_000);
  const said = ops.backend.received('/api/alerts/evidence').slice(tried) as readonly { readonly alertId: string; readonly state: string }[];
  assert.deepEqual(said.filter(({ alertId }) => alertId === 'critical_error').map(({ state }) => state), ['resolved']);
});

test('where the part that evaluates conditions is not there, all else goes on, it is said, asked for every ten seconds, and found when it is back', async () => {
  const first = createTestRuntime();
  first.runtime.start();
  await first.tab('a').hello();
  assert.ok((await first.api.alerts.registerAlert('checkout_fails', definition)).ok);
  await first.runtime.stop();

  let tries = 0;
  let isThere = false;
  const loadOnDemand = async () => {
    tries += 1;
    if (!isThere) throw new Error('404');
    return { createOnDemand, freeRoom };
  };
  const second = createTestRuntime({ store: first.store, clock: createFakeClock(first.clock.now()), bootId: 'boot-2', loadOnDemand });
  second.runtime.start();
  const tab = second.tab('b');
  await tab.hello();
  for (let at = 0; at < 100; at += 1) {
    await tab.send(boom('checkout: no answer'));
    await second.clock.advance(1_000);
  }
  assert.ok(tries >= 8 && tries <= 12, `${tries} tries in 100 s`);
  assert.ok((await second.api.status()).warnings.some((warning) => warning.includes('prescripto-ops.on-demand.js')));
  assert.equal((await second.api.health.getAllHealthChecks()).length, 15);
  isThere = true;
  await second.clock.advance(60_000);
  await tab.send(boom('checkout: no answer'));
  await second.clock.advance(20_000);
  assert.ok((await second.api.alerts.getActiveAlerts()).some(({ alertId }) => alertId === 'checkout_fails'));
  assert.ok(!(await second.api.status()).warnings.some((warning) => warning.includes('on-demand')));
});
