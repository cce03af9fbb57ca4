import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, start, up } from './harness.ts';

test('asking twice is one request, and a forced check is an observation', async () => {
  const ops = start();
  await ops.see('t1');
  let release: () => void = () => assert.fail('not asked');
  ops.answer(() => new Promise((done) => (release = () => done(answered(200, up())))));
  const both = Promise.all([ops.health.forceHealthCheck('database_connectivity'), ops.health.forceHealthCheck('email_service')]);
  await ops.clock.advance(0);
  release();
  const [database, email] = await both;
  assert.equal(ops.requests.length, 1);
  assert.ok(database.ok && database.value.status === 'HEALTHY' && database.value.recent.length === 1);
  assert.ok(email.ok && email.value.status === 'HEALTHY');
});

test('a report that cannot be read is said to be so, and says nothing of the components', async () => {
  const ops = start();
  await ops.see('t1');
  ops.answer(answered(200, '<!doctype html><title>Clinic</title>'));
  await ops.pass(10_000);
  const api = await ops.check('api_connectivity');
  assert.equal(api.status, 'DEGRADED');
  assert.match(api.message, /no health report: "<!doctype html>/);
  assert.equal((await ops.check('database_connectivity')).status, 'UNKNOWN');
  assert.equal((await ops.health.getHealthHistory('database_connectivity')).length, 0);
});

test('what the report no longer says goes stale, and with it the system', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(60_000);
  assert.equal((await ops.health.getSystemStatus()).status, 'HEALTHY');
  ops.answer(answered(404, 'moved'));
  await ops.pass(150_000);
  const database = await ops.check('database_connectivity');
  assert.deepEqual([database.status, database.stale], ['UNKNOWN', true]);
  assert.notEqual((await ops.health.getSystemStatus()).status, 'HEALTHY');
});

test('a backend that answers errors without a report is down', async () => {
  const ops = start();
  await ops.see('t1');
  ops.answer(answered(502, 'Bad Gateway'));
  await ops.pass(30_000);
  assert.equal((await ops.check('api_connectivity')).status, 'UNHEALTHY');
});

test('a component that the report does not name is off, with the reason, until it is named', async () => {
  const ops = start();
  await ops.see('t1');
  ops.answer(answered(200, { status: 'ok', components: { database: 'up' } }));
  await ops.pass(10_000);
  const sms = await ops.check('sms_service');
  assert.equal(sms.enabled, false);
  assert.equal(sms.reason, 'not in the health report');
  const { summary } = await ops.health.getSystemStatus();
  assert.equal(summary.disabled, 8);
  ops.answer(answered(200, up()));
  await ops.pass(60_000);
  assert.equal((await ops.check('sms_service')).status, 'HEALTHY');
});

test('Retry-After and max-age are obeyed', async () => {
  const ops = start();
  await ops.see('t1');
  ops.answer(answered(429, 'slow down', { 'retry-after': '600' }));
  await ops.pass(10_000);
  assert.equal(ops.requests.length, 1);
  await ops.pass(580_000);
  assert.equal(ops.requests.length, 1, 'not before ten minutes are over');
  assert.equal((await ops.check('api_connectivity')).status, 'DEGRADED');
  ops.answer(answered(200, up(), { 'cache-control': 'public, max-age=120' }));
  await ops.pass(60_000);
  assert.equal(ops.requests.length, 2);
  await ops.pass(50_000);
  assert.equal(ops.requests.length, 2);
  // Each browser at its own phase after that, or all would come at once.
  await ops.pass(90_000);
  assert.equal(ops.requests.length, 3);
  assert.equal((await ops.check('api_connectivity')).stale, false, 'the pace that the backend asked for is no staleness');
});

test('a probe that is asked for patience has it; for how long its file may be kept does not matter', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.health.register({ id: 'labs', name: 'Labs', tier: 'critical', url: 'https://labs.example/ready' });
  const asked = () => ops.requests.filter(({ url }) => url.includes('labs')).length;
  ops.answer(({ url }) => (url.includes('labs') ? answered(429, '', { 'retry-after': '300' }) : answered(200, up())));
  await ops.pass(250_000);
  assert.equal(asked(), 1);
  assert.deepEqual([(await ops.check('labs')).status, (await ops.check('labs')).stale], ['DEGRADED', false]);
  assert.equal((await ops.check('database_connectivity')).stale, false, 'nobody else waits for it');
  ops.answer(({ url }) => (url.includes('labs') ? answered(200, '', { 'cache-control': 'max-age=31536000' }) : answered(200, up())));
  await ops.pass(240_000);
  assert.ok(asked() >= 5, `asked ${asked()} times`);
});

test('at rest a browser asks about twice a minute, whatever it knows', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(600_000);
  assert.ok(ops.requests.length >= 15 && ops.requests.length <= 30, String(ops.requests.length));
});

test('without an endpoint the server-side checks are listed as off, and nothing leaves the browser', async () => {
  const ops = start({});
  await ops.see('t1');
  await ops.pass(120_000);
  assert.equal(ops.requests.length, 0);
  const off = (await ops.health.getAllHealthChecks()).filter((check) => check.reason === 'no endpoint configured');
  assert.equal(off.length, 9);
  const forced = await ops.health.forceHealthCheck('payment_gateway');
  assert.ok(forced.ok && forced.value.reason === 'no endpoint configured' && !forced.value.timestamp, 'forcing what is off changes nothing');
  assert.equal((await ops.health.getSystemStatus()).status, 'HEALTHY');
});

test('WebSocket and CDN are probed where they have an address of their own', async () => {
  const ops = start({ endpoint: 'https://api.example', endpoints: { ws: 'wss://api.example/ws', cdn: 'https://cdn.example/pixel.gif' } });
  await ops.see('t1');
  ops.setSocket(async () => Promise.reject(new Error('handshake refused')));
  ops.answer(({ url }) => (url.includes('cdn') ? answered(404, '') : answered(200, up())));
  await ops.pass(30_000);
  const socket = await ops.check('websocket_connection');
  assert.equal(socket.status, 'UNHEALTHY');
  assert.match(socket.message, /handshake refused/);
  assert.equal((await ops.check('cdn_health')).status, 'DEGRADED');
  assert.equal((await ops.health.getSystemStatus()).status, 'UNHEALTHY', 'an important check');
});

test('where there is nothing to open sockets with, that is not held against the server', async () => {
  const ops = start({ endpoint: 'https://api.example', endpoints: { ws: 'wss://api.example/ws' } });
  await ops.see('t1');
  ops.setSocket(async () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));
  await ops.pass(120_000);
  const { status, timestamp } = await ops.check('websocket_connection');
  assert.deepEqual([status, timestamp], ['UNKNOWN', 0]);
  ops.setSocket(async () => 7);
  await ops.pass(120_000);
  assert.deepEqual([(await ops.check('websocket_connection')).status, (await ops.check('websocket_connection')).responseTime], ['HEALTHY', 7]);
});

test('switching a check off and on is kept and counted', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(10_000);
  const before = (await ops.health.getSystemStatus()).summary;
  const off = await ops.health.disableHealthCheck('email_service');
  assert.ok(off.ok && !off.value.enabled && off.value.nextRun === null);
  assert.equal((await ops.health.getSystemStatus()).summary.total, before.total - 1);
  await ops.health.enableHealthCheck('email_service');
  await ops.health.tick();
  assert.equal((await ops.check('email_service')).status, 'HEALTHY');
  const unknown = await ops.health.enableHealthCheck('emial');
  assert.ok(!unknown.ok && /health check emial: unknown/.test(unknown.error));
  assert.equal((await ops.health.forceHealthCheck('emial')).ok, false);
});

test('the pages hear of a switch, and of what it makes of the system, at the next turn', async () => {
  const ops = start();
  await ops.see('t1');
  ops.answer(answered(200, up({ payment: 'fail' })));
  for (let run = 0; run < 3; run++) await ops.health.forceHealthCheck('payment_gateway');
  await ops.pass(5_000);
  assert.equal((await ops.health.getSystemStatus()).status, 'UNHEALTHY');
  const before = ops.events.length;
  await ops.health.disableHealthCheck('payment_gateway');
  await ops.health.tick();
  const told = ops.events.slice(before).map((event) =>
    event.name === 'health.status_updated' ? [event.name, event.detail.checkId, event.detail.status.status] : event.name === 'health.system_status_updated' ? [event.name, event.detail['previous'], event.detail.status] : event.name,
  );
  assert.deepEqual(told, [['health.status_updated', 'payment_gateway', 'UNKNOWN'], ['health.system_status_updated', 'UNHEALTHY', 'HEALTHY']]);
});
