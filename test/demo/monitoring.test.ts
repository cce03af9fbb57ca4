import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { serve } from './harness.ts';

const { call } = await serve();
const received = async (kind: string) => (await call(`/demo/received?kind=${kind}`)).body as unknown as { count: number; repeats: number; requests: number; mostItems: number; ids: string[]; items: unknown[] };

test('a batch is kept by id, and what comes again is counted and kept once', async () => {
  assert.deepEqual((await call('/api/logs', { entries: [{ id: 'a', message: 'one' }, { id: 'b' }] })).body, { accepted: 2, repeats: 0 });
  assert.deepEqual((await call('/api/logs', { entries: [{ id: 'b' }, { id: 'c' }] })).body, { accepted: 1, repeats: 1 });
  const { count, repeats, requests, mostItems, ids, items } = await received('logs');
  assert.deepEqual([count, repeats, requests, mostItems, ids], [3, 1, 2, 2, ['a', 'b', 'c']]);
  assert.deepEqual(items[0], { id: 'a', message: 'one' });
});

test('gzip is unpacked', async () => {
  const body = gzipSync(JSON.stringify({ metrics: [{ id: 'm1', value: 3 }] }));
  const { status } = await call('/api/performance/metrics', undefined, { method: 'POST', body, headers: { 'content-encoding': 'gzip' } });
  assert.equal(status, 202);
  assert.deepEqual((await received('metrics')).items, [{ id: 'm1', value: 3 }]);
});

test('errors, alerts, notifications and the webhook each have their own shelf', async () => {
  await call('/api/errors', { errors: [{ id: 'e1' }] });
  await call('/api/errors/alert', { id: 'ea1', severity: 'CRITICAL' });
  for (const channel of ['email', 'sms', 'slack']) await call(`/api/notifications/${channel}`, { id: `n:${channel}`, title: 'Hello', channel: channel.toUpperCase() });
  await call('/api/alerts/webhook', { id: 'w1', title: 'Hello' });
  assert.deepEqual((await received('errors')).ids, ['e1']);
  assert.deepEqual((await received('errorAlerts')).ids, ['ea1']);
  assert.deepEqual((await received('notifications')).ids, ['n:email', 'n:sms', 'n:slack']);
  assert.deepEqual((await received('webhook')).ids, ['w1']);
  assert.equal((await call('/demo/received?kind=secrets')).status, 400);
});

const broken: readonly (readonly [string, RequestInit, number, RegExp])[] = [
  ['no JSON', { body: '{"entries": [' }, 400, /expected a JSON body/],
  ['nothing', {}, 400, /expected a JSON body, got nothing/],
  ['no array', { body: '{"entries": {}}' }, 400, /body.entries: expected an array/],
  ['an item without id', { body: '{"entries": [{"id": "z1"}, {}]}' }, 400, /item 1.id: expected a text/],
  ['too many items', { body: JSON.stringify({ entries: Array.from({ length: 101 }, (_, id) => ({ id: `x${id}` })) }) }, 413, /at most 100 items, got 101/],
  ['too many bytes', { body: 'x'.repeat(600_000) }, 413, /at most 524288 bytes/],
  ['too many bytes, packed', { body: gzipSync('x'.repeat(6_000_000)), headers: { 'content-encoding': 'gzip' } }, 413, /at most 524288 bytes/],
  ['gzip that is none', { body: 'plain', headers: { 'content-encoding': 'gzip' } }, 400, /expected a gzip body/],
  ['an unknown encoding', { body: '{}', headers: { 'content-encoding': 'br' } }, 415, /expected gzip or none, got br/],
];

for (const [name, init, status, message] of broken) {
  test(`${name} is refused with ${status}, says what was expected, and keeps nothing`, async () => {
    const before = (await received('logs')).count;
    const answer = await call('/api/logs', undefined, { method: 'POST', ...init });
    assert.equal(answer.status, status);
    assert.match(String(answer.body['message']), message);
    assert.equal((await received('logs')).count, before);
  });
}

test('health is a report by component that really looked, and 503 where one is down', async () => {
  const healthy = await call('/api/health');
  assert.match(healthy.headers.get('content-type') ?? '', /application\/health\+json/);
  const checks = healthy.body['checks'] as Record<string, { status: string; output: string; observedValue: number }[]>;
  assert.deepEqual([healthy.status, healthy.body['status']], [200, 'pass']);
  assert.deepEqual(Object.keys(checks).sort(), ['authentication', 'cdn', 'database', 'email_service', 'file_storage', 'payment_gateway', 'sms_service', 'websocket']);
  assert.equal(checks['database']?.[0]?.output, '12 doctors');
  assert.equal(checks['file_storage']?.[0]?.output, 'written and read back');
  await call('/demo/faults', { component: 'email_service', state: 'degraded' });
  assert.deepEqual([(await call('/api/health')).status, (await call('/api/health')).body['status']], [200, 'warn']);
  await call('/demo/faults', { component: 'payment_gateway', state: 'down' });
  const failing = await call('/api/health');
  assert.deepEqual([failing.status, failing.body['status'], failing.at('checks.payment_gateway.0.status')], [503, 'fail', 'fail']);
  await call('/demo/reset', {});
  assert.equal((await call('/api/health')).status, 200);
});

test('pages of another origin may report', async () => {
  const preflight = await call('/api/logs', undefined, { method: 'OPTIONS', headers: { origin: 'http://other.example', 'access-control-request-method': 'POST' } });
  assert.deepEqual([preflight.status, preflight.headers.get('access-control-allow-origin')], [204, '*']);
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /content-encoding/);
});
