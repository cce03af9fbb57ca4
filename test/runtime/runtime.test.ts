import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Breach } from '../../src/contract/performance-answers.ts';
import type { OpsEvent } from '../../src/contract/notices.ts';
import type { Batch } from '../../src/contract/signal.ts';
import { createMemoryStore } from '../../src/runtime/memory-store.ts';
import { freeRoom } from '../../src/runtime/free-room.ts';
import { createOnDemand } from '../../src/runtime/on-demand.ts';
import { type Store, tables } from '../../src/services/ports/store.ts';
import { createTestRuntime, type TestRuntime } from '../support/test-runtime.ts';
import { eventsOf } from '../support/events-of.ts';

const boom = (message = 'Cannot read properties of null (reading \'street\')') =>
  ({ kind: 'error', mechanism: 'onerror', handled: false, error: { name: 'TypeError', message, stack: `TypeError: ${message}\n    at showMap (http://clinic.test/booking.js:10:5)` } }) as const;
const log = (message: string, context = {}) => ({ kind: 'log', level: 'INFO', type: 'log', message, context }) as const;
const call = (status: number) => ({ kind: 'api', method: 'GET', url: 'http://clinic.test/api/doctors', status, outcome: status < 500 ? 'ok' : 'server_error', duration: 120 }) as const;

const health = (state: 'pass' | 'fail') => ({
  status: state === 'pass' ? 200 : 503,
  body: { status: state, checks: { database: [{ status: state }], authentication: [{ status: 'pass' }], payment_gateway: [{ status: 'pass' }], file_storage: [{ status: 'pass' }], email_service: [{ status: 'pass' }], sms_service: [{ status: 'pass' }], cdn: [{ status: 'pass' }], websocket: [{ status: 'pass' }] } },
});

async function started(more: Parameters<typeof createTestRuntime>[0] = {}): Promise<TestRuntime> {
  const ops = createTestRuntime(more);
  ops.backend.answers['/api/health'] ??= health('pass');
  ops.runtime.start();
  return ops;
}

const eventNames = async (ops: TestRuntime): Promise<string[]> => eventsOf(await ops.api.eventsSince(0)).map((event: OpsEvent) => event.name);

test('what a tab sends is readable once it has its receipt, and reaches the backend', async () => {
  const ops = await started();
  const tab = ops.tab('a');
  await tab.hello();
  await tab.send(log('Page opened'), boom());
  assert.equal((await ops.api.logs.query())[0]?.message, 'Page opened');
  const [group] = await ops.api.errors.getErrorGroups();
  assert.equal(group?.count, 1);
  await ops.clock.advance(2_100);
  assert.equal(ops.backend.received('/api/logs').length, 1);
  assert.equal(ops.backend.received('/api/errors').length, 1);
});

test('a batch that comes again, whole or in part, or as a spill, counts once', async () => {
  const ops = await started();
  const tab = ops.tab('a');
  await tab.hello();
  const batch = await tab.send(boom(), log('one'));
  await tab.again(batch);
  await ops.api.bye('a');
  const receipt = await tab.again(batch, { spilled: true });
  assert.equal(receipt.seq, 2);
  assert.equal((await ops.api.errors.getErrorGroups())[0]?.count, 1);
  assert.equal((await ops.api.logs.query()).length, 1);
  assert.equal((await ops.api.status()).dropped.duplicate, 4);
});

test('a runtime that starts again over the same store knows what the one before it acknowledged, and its configuration', async () => {
  const first = await started();
  const tab = first.tab('a');
  await tab.hello();
  const batch = await tab.send(boom());
  await first.runtime.stop();

  const second = await started({ store: first.store, clock: first.clock, backend: first.backend, bootId: 'boot-2' });
  const receipt = await second.api.ingest(batch);
  assert.equal(receipt.bootId, 'boot-2');
  assert.equal((await second.api.errors.getErrorGroups())[0]?.count, 1);
  // No page has said hello to it, and yet it delivers what waits.
  await second.clock.advance(10_000);
  assert.equal(second.backend.received('/api/errors').length, 1);
});

test('the error record of a tab is dispatched in every tab, and a critical one raises critical_error', async () => {
  const ops = await started();
  const tab = ops.tab('a');
  const { eventRevision } = await tab.hello();
  await tab.send({ ...boom(), severity: 'CRITICAL' });
  const events = eventsOf(await ops.api.eventsSince(eventRevision));
  const captured = events.find((event) => event.name === 'error.captured');
  assert.equal(captured?.detail.severity, 'CRITICAL');
  assert.ok(events.some((event) => event.name === 'alert.triggered' && event.detail.alertId === 'critical_error'));
});

test('a component that goes down turns its check, then the system, raises system_unhealthy, tells the backend, and all of it comes back', async () => {
  const ops = await started();
  await ops.tab('a').hello();
  await ops.clock.advance(40_000);
  assert.equal((await ops.api.health.getSystemStatus()).status, 'HEALTHY');

  ops.backend.answers['/api/health'] = health('fail');
  await ops.clock.advance(60_000);
  assert.equal((await ops.api.health.getHealthCheck('database_connectivity'))?.status, 'UNHEALTHY');
  assert.equal((await ops.api.health.getSystemStatus()).status, 'CRITICAL');
  const [incident] = await ops.api.alerts.getActiveAlerts();
  assert.equal(incident?.alertId, 'system_unhealthy');
  await ops.clock.advance(5_000);
  assert.ok(ops.backend.requests.some((request) => request.url.includes('/api/notifications/')), 'a notification was posted');

  ops.backend.answers['/api/health'] = health('pass');
  await ops.clock.advance(120_000);
  assert.equal((await ops.api.health.getHealthCheck('database_connectivity'))?.status, 'HEALTHY');
  assert.equal((await ops.api.health.getSystemStatus()).status, 'HEALTHY');
  assert.deepEqual(await ops.api.alerts.getActiveAlerts(), []);
  const names = await eventNames(ops);
  for (const name of ['health.status_updated', 'health.system_status_updated', 'alert.triggered', 'alert.resolved']) assert.ok(names.includes(name), name);
});

test('API calls that fail raise high_error_rate without anyone calling triggerAlert', async () => {
  const ops = await started();
  const tab = ops.tab('a');
  await tab.hello();
  await tab.send(...Array.from({ length: 30 }, (_, i) => call(i % 3 ? 200 : 503)));
  assert.ok((await ops.api.alerts.getActiveAlerts()).some((incident) => incident.alertId === 'high_error_rate'));
  assert.equal((await ops.api.alerts.explain('high_error_rate')).step, 'fired');
});

test('nothing personal gets past the door: not into a store, an event, or a request', async () => {
  const ops = await started();
  const tab = ops.tab('a');
  await tab.hello();
  await tab.send(log('Mail to anna.lind@example.com', { password: 'hunter2', card: '4111 1111 1111 1111' }), boom('no account for anna.lind@example.com'));
  await ops.api.alerts.triggerAlert('critical_error', { mail: 'anna.lind@example.com' });
  await ops.clock.advance(5_000);
  const everything = JSON.stringify([await ops.api.logs.query(), await ops.api.errors.getRecentErrors(), eventsOf(await ops.api.eventsSince(0)), await ops.api.alerts.getActiveAlerts(), ops.backend.requests]);
  for (const secret of ['anna.lind', 'hunter2', '4111']) assert.ok(!everything.includes(secret), `${secret} got through`);
  assert.match(everything, /\[Filtered:email\]/);
});

test('two runtimes over one store: both take in, one of them leads', async () => {
  const first = await started();
  const second = await started({ store: first.store, clock: first.clock, backend: first.backend, bootId: 'boot-2' });
  await first.tab('a').hello();
  await second.tab('b').hello();
  await first.clock.advance(3_000);
  const leaders = [(await first.api.status()).leader, (await second.api.status()).leader];
  assert.deepEqual(leaders.filter(Boolean).length, 1);
  await first.tab('c').send(boom());
  // The same fault in two tabs within a second is one occurrence; these are two.
  await first.clock.advance(2_000);
  await second.tab('d').send(boom());
  assert.equal((await second.api.errors.getErrorGroups())[0]?.count, 2);
  // The tab of the leader closes: the other takes over without waiting for the lease to end.
  await (leaders[0] ? first : second).api.bye(leaders[0] ? 'a' : 'b');
  await (leaders[0] ? first : second).runtime.stop();
  await first.clock.advance(3_000);
  assert.equal((await (leaders[0] ? second : first).api.status()).leader, true);
});

test('pages that bring other options are reported, and the newest are in force', async () => {
  const ops = await started();
  await ops.tab('a').hello();
  await ops.tab('b', { endpoint: 'http://elsewhere.test' }).hello();
  const { warnings } = await ops.api.status();
  assert.match(warnings.join('\n'), /tab b \(clinic\) brought other options.*endpoint/);
});

test('a batch without a tab is refused with what was expected; a damaged signal costs only itself', async () => {
  const ops = await started();
  await ops.tab('a').hello();
  await assert.rejects(ops.api.ingest({ signals: [] } as unknown as Batch), /batch\.client\.tabId: expected a string/);
  const tab = ops.tab('b');
  const batch = await tab.send(log('good'));
  await tab.again(batch, { signals: [{ seq: 9, at: 0, kind: 'log' }, { ...batch.signals[0], seq: 10 }] as unknown as Batch['signals'] });
  assert.equal((await ops.api.logs.query()).length, 2);
  assert.equal((await ops.api.status()).dropped.invalid, 1);
});

test('eraseUser leaves nothing of that person, and says how much it took', async () => {
  const ops = await started();
  const tab = ops.tab('a');
  await tab.hello();
  await tab.send(log('hers'), boom());
  assert.ok(((await ops.api.privacy.exportUser('user_1'))['logging']?.length ?? 0) > 0);
  assert.ok((await ops.api.privacy.eraseUser('user_1')) >= 2);
  assert.deepEqual(await ops.api.logs.query(), []);
  assert.deepEqual(await ops.api.errors.getRecentErrors(), []);
});

test('consent denied wipes every store, and nothing is kept until a page comes that has consent', async () => {
  const ops = await started();
  const tab = ops.tab('a');
  const other = ops.tab('b');
  await tab.hello();
  await other.hello();
  await tab.send(log('one'), boom());
  await ops.api.privacy.setConsent('denied');
  // In `meta` the runtime goes on noting what it does.
  for (const table of tables) if (table !== 'meta') assert.deepEqual(await ops.store.read((tx) => tx.list(table)), [], table);
  assert.equal(await ops.store.read((tx) => tx.get('meta', 'config')), undefined);
  // A page of before, which has not heard of it.
  const { signals } = await other.send(log('two'), boom());
  await ops.api.heartbeat({ tabId: 'b', url: 'http://clinic.test/book', visible: true });
  for (const table of ['logs', 'errors', 'sessions', 'outbox', 'events', 'tabs'] as const) assert.deepEqual(await ops.store.read((tx) => tx.list(table)), [], table);
  assert.equal(signals.length, 2);
  await ops.clock.advance(10_000);
  assert.ok(!ops.backend.requests.some(({ method }) => method === 'POST'), 'nothing is sent');
  await ops.tab('c').hello();
  await other.send(log('three'));
  assert.deepEqual((await ops.api.logs.query()).map(({ message }) => message), ['three']);
});

test('a page that is heard of sends by itself: its spill waits until it has gone, or been silent for as long as a beat takes', async () => {
  const ops = await started();
  const tab = ops.tab('a');
  const { client, signals } = await tab.send(log('one'));
  const spill: Batch = { client, signals: [{ ...signals[0]!, seq: 2 }], spilled: true };
  await assert.rejects(ops.api.ingest(spill), /not gone/);
  await ops.clock.advance(6_000);
  assert.equal((await ops.api.ingest(spill)).seq, 2);
  assert.equal((await ops.api.logs.query()).length, 2);
});

test('while memory stands in for the database, what pages that are gone left behind stays where it is', async () => {
  let standsIn = true;
  const store = Object.create(createMemoryStore(), { standsIn: { get: () => standsIn } }) as Store;
  const ops = await started({ store });
  const tab = ops.tab('a');
  const { client, signals } = await tab.send(log('of a page that lives'));
  const spill: Batch = { client: { ...client, tabId: 'gone' }, signals, spilled: true };
  await assert.rejects(ops.api.ingest(spill), /not gone/);
  assert.equal((await ops.api.logs.query()).length, 1);
  standsIn = false;
  await ops.api.ingest(spill);
  assert.equal((await ops.api.logs.query()).length, 2);
  assert.deepEqual((await ops.api.status()).dropped, {});
});

test('tabs that are behind by more window events than one answer holds are told to ask again', async () => {
  const ops = await started();
  const tab = ops.tab('a');
  const { eventRevision } = await tab.hello();
  for (let round = 0; round < 3; round++) await tab.send(...Array.from({ length: 150 }, boom));
  ops.notices.length = 0;
  const first = await ops.api.eventsSince(eventRevision);
  assert.ok(eventsOf(first).length >= 200 && eventsOf(first).length < 450);
  assert.deepEqual(ops.notices, ['events']);
  ops.notices.length = 0;
  const rest = await ops.api.eventsSince(first.revision);
  assert.ok(eventsOf(rest).length > 0 && eventsOf(rest).length < 200);
  assert.deepEqual(ops.notices, []);
});

test('what found no room in the spill of a page that lives after all is not taken for a repeat', async () => {
  const ops = await started();
  const tab = ops.tab('a');
  await tab.hello();
  const { client } = await tab.send();
  const scope = { sessionId: 's', url: 'http://clinic.test/', user: null, context: {} };
  const signals = [log('no room for this one'), boom()].map((one, at) => ({ ...one, seq: at + 1, at: ops.clock.now(), scope }));
  const spill: Batch = { client, signals: signals.slice(1), dropped: { spill_full: 1 }, spilled: true };
  await assert.rejects(ops.api.ingest(spill), /not gone/);
  await ops.api.ingest({ client, signals });
  assert.equal((await ops.api.logs.query()).length, 1);
  assert.deepEqual((await ops.api.status()).dropped, {});

  await ops.api.bye('a');
  await ops.api.ingest({ ...spill, signals: [{ ...signals[1]!, seq: 9 }] });
  assert.equal((await ops.api.errors.getErrorGroups())[0]?.count, 2);
  assert.deepEqual((await ops.api.status()).dropped, { spill_full: 1 });
});

test('a budget that is breached is told within seconds, raises an alert, and says how far over it is; a limit that is set is judged at once', async () => {
  const ops = await started();
  const tab = ops.tab('tab-a');
  await tab.hello();
  const slow = Array.from({ length: 20 }, () => ({ kind: 'api', method: 'GET', url: 'http://clinic.test/api/doctors', status: 200, outcome: 'ok', duration: 1_500 }) as const);
  await tab.send(...slow);
  await ops.clock.advance(6_000);
  const told = async () => eventsOf(await ops.api.eventsSince(0)).flatMap((event) => (event.name === 'performance.alert' && event.detail.alertType === 'budget_exceeded' ? [event.detail as unknown as Record<string, unknown>] : []));
  assert.deepEqual((await told()).map((detail) => [detail['metric'], detail['exceededBy']]), [['apiResponse', 0.5]]);
  // Calls that slow are told by their budget, and from the last five minutes: the newest is shown, and the timeline has both.
  const incident = (await ops.api.alerts.getActiveAlerts()).find(({ alertId }) => alertId === 'performance_issue');
  const sentence = 'apiResponse: 1500 ms at p75, 50 % over the limit of 1000 ms (20 values in 60 minutes); too few values to compare with the seven days before → dev-team';
  const { metric, value, limit, over, count: values, percentile, verdict } = incident!.data as unknown as Breach;
  assert.deepEqual([metric, value, limit, over, values, percentile, verdict], ['apiResponse', 1_500, 1_000, 500, 20, 0.5, 'no data']);
  assert.deepEqual([incident?.value, incident?.sampleSize, incident?.timeline[0]?.text], [1_500, 20, sentence]);
  await ops.api.performance.setBudget('apiResponse', 500, '/');
  await ops.clock.advance(200);
  assert.deepEqual((await told()).length, 1, 'no call was made on that page');
  const { count } = (await ops.api.performance.getBudgets()).find(({ page }) => page === '/')!;
  assert.equal(count, 0);
});

test('a breach that nobody could tell yet is told once the part that tells it is there, and getStatus() says what is missing until then', async () => {
  let missing = true;
  const ops = createTestRuntime({ loadOnDemand: async () => (missing ? Promise.reject(new Error('404')) : { createOnDemand, freeRoom }) });
  ops.runtime.start();
  const tab = ops.tab('tab-a');
  await tab.hello();
  const slow = Array.from({ length: 20 }, () => ({ kind: 'api', method: 'GET', url: 'http://clinic.test/api/doctors', status: 200, outcome: 'ok', duration: 1_500 }) as const);
  const told = async () => eventsOf(await ops.api.eventsSince(0)).filter(({ name }) => name === 'performance.alert').length;
  await tab.send(...slow);
  await ops.clock.advance(6_000);
  assert.equal(await told(), 0);
  assert.ok((await ops.api.status()).warnings.some((warning) => /expected prescripto-ops\.on-demand\.js beside the worker file, got Error: 404/.test(warning)));
  missing = false;
  await ops.clock.advance(20_000);
  await tab.send(slow[0]!);
  await ops.clock.advance(6_000);
  // The budget, and the storm.
  assert.equal(await told(), 2);
  assert.deepEqual((await ops.api.status()).warnings.filter((warning) => /on-demand/.test(warning)), []);
});
