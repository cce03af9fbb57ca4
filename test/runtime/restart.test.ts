import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeClock } from '../support/fake-clock.ts';
import { createTestRuntime, type TestRuntime } from '../support/test-runtime.ts';
import { eventsOf } from '../support/events-of.ts';

const boom = (message: string) => ({ kind: 'error', mechanism: 'onerror', handled: false, error: { name: 'TypeError', message, stack: '' } }) as const;
const log = (message: string) => ({ kind: 'log', level: 'INFO', type: 'log', message, context: {} }) as const;

/** What remains of a runtime that died without a word: its store. Its timers die with it, so time is another's from here. */
function afterCrash(ops: TestRuntime, bootId: string, later = 0): TestRuntime {
  const next = createTestRuntime({ store: ops.store, clock: createFakeClock(ops.clock.now() + later), backend: ops.backend, bootId });
  next.runtime.start();
  return next;
}

/** Messages about the queue: other alerts have theirs. */
const told = ({ backend }: TestRuntime): number => backend.received('/api/notifications/email').filter((item) => (item as { readonly alertId: string }).alertId === 'queue_too_long').length;

const definition = { name: 'Queue too long', category: 'system', severity: 'HIGH', threshold: 5, window: 5, channels: ['EMAIL'], escalationPath: ['desk', 'lead', 'boss'] } as const;

test('an escalation that falls due after a crash is sent by the runtime that comes after it, once', async () => {
  const first = createTestRuntime();
  first.runtime.start();
  await first.tab('a').hello();
  await first.api.alerts.registerAlert('queue_too_long', definition);
  const raised = await first.api.alerts.triggerAlert('queue_too_long', { length: 9 });
  assert.ok(raised.ok);
  await first.clock.advance(5_000);
  const due = raised.value.escalation.nextAt;
  assert.ok(due);
  const before = told(first);
  assert.equal(before, 1);

  const second = afterCrash(first, 'boot-2');
  await second.clock.advance(due - second.clock.now() - 5_000);
  assert.equal(told(first), before, 'not before its time');
  await second.clock.advance(30_000);
  assert.equal(told(first), before + 1);
  const third = afterCrash(second, 'boot-3');
  await third.clock.advance(30_000);
  assert.equal(told(first), before + 1);
  const incident = (await third.api.alerts.getActiveAlerts()).find(({ alertId }) => alertId === 'queue_too_long');
  assert.deepEqual([incident?.id, incident?.escalation.level], [raised.value.id, 2]);
});

test('an acknowledgement stops the escalation also of a runtime that was not there when it was given', async () => {
  const first = createTestRuntime();
  first.runtime.start();
  await first.tab('a').hello();
  await first.api.alerts.registerAlert('queue_too_long', definition);
  const raised = await first.api.alerts.triggerAlert('queue_too_long', {});
  assert.ok(raised.ok);
  await first.clock.advance(5_000);
  await first.api.alerts.acknowledgeAlert(raised.value.id, 'ada', 'on it');
  const before = told(first);
  const second = afterCrash(first, 'boot-2');
  await second.clock.advance(60 * 60_000);
  assert.equal(told(first), before);
});

test('a dead backend is not greeted with a full round of requests at each start', async () => {
  let ops = createTestRuntime();
  ops.runtime.start();
  ops.backend.answers['/api/logs'] = 503;
  const tab = ops.tab('a');
  await tab.hello();
  await tab.send(log('waits'));
  await ops.clock.advance(120_000);
  const tries = () => ops.backend.received('/api/logs').length;
  const before = tries();
  assert.ok(before >= 5);
  for (let start = 0; start < 10; start++) {
    ops = afterCrash(ops, `boot-${start + 2}`, 7_000);
    await ops.clock.advance(3_000);
  }
  assert.ok(tries() <= before + 3, `${tries() - before} tries in ten starts`);
  ops.backend.answers['/api/logs'] = 200;
  await ops.clock.advance(301_000);
  assert.deepEqual((await ops.api.status()).delivery.find(({ endpoint }) => endpoint === 'logs')?.sent, 1);
});

test('tabs that crashed with their runtime are forgotten by the next, those that go on are not, and nothing of either is lost', async () => {
  const first = createTestRuntime();
  first.runtime.start();
  for (const id of ['lives', 'crashed']) {
    const tab = first.tab(id);
    await tab.hello();
    await tab.send(boom(`of ${id}`));
  }
  const second = afterCrash(first, 'boot-2');
  await second.tab('lives').hello();
  assert.deepEqual((await second.api.status()).tabs.map(({ tabId }) => tabId).sort(), ['crashed', 'lives']);
  await second.clock.advance(45_000);
  assert.deepEqual((await second.api.status()).tabs.map(({ tabId }) => tabId), ['lives']);
  assert.equal((await second.api.errors.getErrorGroups()).length, 2);
});

test('a database that is emptied under a runtime: it goes on, leads, delivers, and a tab hears what happens from then on', async () => {
  const ops = createTestRuntime();
  ops.runtime.start();
  const tab = ops.tab('a');
  await tab.hello();
  await tab.send(boom('before'));
  const { revision } = await ops.api.eventsSince(0);
  await ops.store.clear();
  await ops.clock.advance(1_000);
  await tab.send(boom('after'), log('after'));
  const events = eventsOf(await ops.api.eventsSince(revision));
  assert.deepEqual(events.filter(({ name }) => name === 'error.captured').map(({ detail }) => (detail as { readonly message?: string }).message), ['after']);
  await ops.clock.advance(15_000);
  const status = await ops.api.status();
  assert.equal(status.leader, true);
  assert.deepEqual(status.tabs.map(({ tabId }) => tabId), ['a']);
  assert.equal(ops.backend.received('/api/logs').length, 1);
  assert.deepEqual((await ops.api.errors.getErrorGroups()).map(({ count }) => count), [1]);
});

test('what the backend refused is sent again when pages bring another address', async () => {
  const ops = createTestRuntime();
  ops.runtime.start();
  ops.backend.answers['/wrong/api/logs'] = 404;
  const wrong = ops.tab('a', { endpoint: 'http://clinic.test/wrong' });
  await wrong.hello();
  await wrong.send(log('at the wrong door'));
  await ops.clock.advance(10_000);
  const rejected = async () => (await ops.api.status()).dropped.rejected_by_backend;
  assert.equal(await rejected(), 1);
  await ops.tab('b').hello();
  await ops.clock.advance(30_000);
  assert.equal(ops.backend.requests.filter(({ url }) => url === 'http://clinic.test/api/logs').length, 1);
  assert.equal((await rejected()) ?? 0, 0);
});

test('flush sends again what was refused only when it is told to', async () => {
  const ops = createTestRuntime();
  ops.runtime.start();
  ops.backend.answers['/api/logs'] = 401;
  const tab = ops.tab('a');
  await tab.hello();
  await tab.send(log('needs a login'));
  await ops.clock.advance(10_000);
  ops.backend.answers['/api/logs'] = 200;
  const requests = () => ops.backend.received('/api/logs').length;
  const before = requests();
  await ops.api.flush();
  assert.equal(requests(), before);
  await ops.api.flush({ rejected: true });
  assert.equal(requests(), before + 1);
});
