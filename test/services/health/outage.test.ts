import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, start, unreachable, up } from './harness.ts';

const statusEvents = (events: readonly { name: string; detail: unknown }[]) =>
  events.filter(({ name }) => name === 'health.system_status_updated').map(({ detail }) => (detail as { status: string }).status);

test('a new admin page is not empty for long: fifteen checks, most with a result within five seconds', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(5_000);
  const checks = await ops.health.getAllHealthChecks();
  assert.equal(checks.length, 15);
  assert.equal(checks.filter(({ status }) => status === 'HEALTHY').length, 13, JSON.stringify(checks.map(({ id, status, message }) => [id, status, message])));
  assert.equal(ops.requests.length, 1, 'one GET feeds all server-side checks');
  const api = await ops.check('api_connectivity');
  assert.deepEqual(api.metadata['serverData'], { status: 'pass', version: '1.4.2' });
  const system = await ops.health.getSystemStatus();
  assert.equal(system.status, 'HEALTHY');
  assert.equal(system.summary.total, 14);
  assert.equal(system.summary.disabled, 1, 'memory is unsupported here');
  assert.match((await ops.check('memory_usage')).reason ?? '', /unsupported/);
});

test('a component that goes down is confirmed within fifteen seconds of the first failure, raises the system status, and comes back by itself', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(60_000);
  const before = ops.requests.length;
  ops.answer(answered(503, up({ database: { status: 'fail', output: 'pool of anna@clinic.example is exhausted' } })));
  while (ops.requests.length === before) await ops.pass(1_000);
  const first = ops.clock.now();
  assert.equal((await ops.check('database_connectivity')).status, 'HEALTHY', 'one failure is not an outage');
  assert.match((await ops.check('database_connectivity')).message, /1 of 3, confirming/);
  while ((await ops.check('database_connectivity')).status === 'HEALTHY' && ops.clock.now() - first < 20_000) await ops.pass(500);
  const database = await ops.check('database_connectivity');
  assert.equal(database.status, 'UNHEALTHY');
  assert.equal(database.message, 'database: pool of [email] is exhausted', 'what a backend says is scrubbed');
  assert.ok(ops.clock.now() - first <= 15_000, `took ${ops.clock.now() - first} ms`);
  assert.equal((await ops.check('api_connectivity')).status, 'HEALTHY', 'a 503 with a report in it is an answer');
  assert.equal((await ops.check('payment_gateway')).status, 'HEALTHY');
  assert.equal((await ops.health.getSystemStatus()).status, 'CRITICAL');
  const told = ops.events.find(({ name, detail }) => name === 'health.status_updated' && (detail as { status: { status: string } }).status.status === 'UNHEALTHY');
  assert.equal(told?.name === 'health.status_updated' && told.detail.checkId, 'database_connectivity');

  ops.answer(answered(200, up()));
  await ops.pass(60_000);
  assert.equal((await ops.check('database_connectivity')).status, 'HEALTHY');
  assert.equal((await ops.health.getSystemStatus()).status, 'HEALTHY');
  assert.deepEqual(statusEvents(ops.events).slice(-2), ['CRITICAL', 'HEALTHY']);
  const share = (await ops.check('database_connectivity')).availability;
  assert.ok(share !== null && share > 0.5 && share < 1, String(share));
});

test('while the API is down its children are blocked, not failed and not counted', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(60_000);
  ops.answer(unreachable);
  await ops.pass(120_000);
  assert.equal((await ops.check('api_connectivity')).status, 'UNHEALTHY');
  const database = await ops.check('database_connectivity');
  assert.equal(database.blockedBy, 'api_connectivity');
  assert.equal(database.status, 'UNKNOWN');
  const { status, summary } = await ops.health.getSystemStatus();
  assert.equal(status, 'CRITICAL');
  assert.equal(summary.unhealthy, 1, 'one fault is one fault');
  assert.equal(summary.blocked, 8);
  const failures = (await ops.health.getHealthHistory('database_connectivity')).filter((entry) => entry.status === 'UNHEALTHY');
  assert.equal(failures.length, 0);
  ops.answer(answered(200, up()));
  await ops.pass(60_000);
  assert.equal((await ops.check('database_connectivity')).status, 'HEALTHY');
  assert.equal((await ops.health.getSystemStatus()).status, 'HEALTHY');
});

test('offline is nobody’s fault: server-side checks are blocked, and the system is not called healthy', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(60_000);
  const before = ops.requests.length;
  ops.setOnline(false);
  await ops.pass(120_000);
  assert.equal(ops.requests.length, before);
  assert.equal((await ops.check('api_connectivity')).blockedBy, 'offline');
  assert.equal((await ops.health.getSystemStatus()).status, 'UNKNOWN');
  const forced = await ops.health.forceHealthCheck('api_connectivity');
  assert.ok(forced.ok && forced.value.blockedBy === 'offline');
  assert.equal(ops.requests.length, before);
  ops.setOnline(true);
  // At its own phase, like everybody behind the same network.
  await ops.pass(40_000);
  assert.equal((await ops.health.getSystemStatus()).status, 'HEALTHY');
});

test('a result that is too old is not a healthy one', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(10_000);
  ops.clock.set(ops.clock.now() + 600_000);
  const api = await ops.check('api_connectivity');
  assert.equal(api.stale, true);
  assert.equal(api.status, 'UNKNOWN');
  assert.match(api.message, /^out of date: /);
  assert.equal((await ops.health.getSystemStatus()).status, 'UNKNOWN');
});

test('what a runtime knew and half knew survives its end', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(30_000);
  ops.answer(answered(200, up({ payment: 'fail' })));
  await ops.health.forceHealthCheck('payment_gateway');
  await ops.health.forceHealthCheck('payment_gateway');
  await ops.health.disableHealthCheck('sms_service');
  const again = ops.restart();
  again.answer(answered(200, up({ payment: 'fail' })));
  assert.equal((await again.check('sms_service')).reason, 'disabled by hand');
  assert.equal((await again.check('payment_gateway')).status, 'HEALTHY', 'two of three');
  await again.health.forceHealthCheck('payment_gateway');
  assert.equal((await again.check('payment_gateway')).status, 'UNHEALTHY', 'the third one, of another runtime, counts');
  assert.equal((await again.health.getSystemStatus()).status, 'UNHEALTHY');
  assert.deepEqual(statusEvents(again.events), ['UNHEALTHY']);
});
