import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDemo } from '../../demo/server/server.ts';
import { serve } from './harness.ts';
import { notification } from './notifications/services.ts';

const clock = { now: Date.now() };
const { call } = await serve({ env: { OPS_TRUST_PROXY: '1', OPS_ALLOWED_ORIGINS: 'https://clinic.example https://admin.clinic.example:8443' }, now: () => clock.now });
const from = (address: string, path = '/api/alerts/evidence') =>
  call(path, undefined, { method: 'POST', body: JSON.stringify({ key: 'k', alertId: 'a', severity: 'LOW', installId: address, state: 'firing' }), headers: { 'content-type': 'application/json', 'x-forwarded-for': `9.9.9.9, ${address}` } });

test('a client that asks too much is told when to come again, and holds up nobody else', async () => {
  const statuses: number[] = [];
  for (let request = 0; request < 301; request++) statuses.push((await from('192.0.2.1')).status);
  assert.deepEqual([statuses.slice(0, 300).every((status) => status === 202), statuses[300]], [true, 429]);
  const refused = await from('192.0.2.1');
  assert.deepEqual([refused.headers.get('retry-after'), refused.body['error']], ['1', 'too_many_requests']);
  assert.equal((await from('192.0.2.2')).status, 202);
  clock.now += 1_000;
  assert.equal((await from('192.0.2.1')).status, 202);
});

test('only the pages that are named may report, and they may read when to come again', async () => {
  const asked = async (origin: string, method = 'OPTIONS') => (await call('/api/logs', undefined, { method, headers: { origin } })).headers;
  assert.equal((await asked('https://clinic.example')).get('access-control-allow-origin'), 'https://clinic.example');
  assert.equal((await asked('https://admin.clinic.example:8443')).get('access-control-allow-origin'), 'https://admin.clinic.example:8443');
  const other = await asked('https://evil.example');
  assert.deepEqual([other.get('access-control-allow-origin'), other.get('vary')], [null, 'origin']);
  assert.equal((await asked('https://clinic.example')).get('access-control-expose-headers'), 'retry-after, x-request-id');
});

test('a body that is too large is refused by every endpoint that takes one', async () => {
  for (const path of ['/api/alerts/evidence', '/api/notifications/email', '/api/alerts/webhook', '/api/notifications/push/unsubscribe']) {
    const { status, body } = await call(path, undefined, { method: 'POST', body: JSON.stringify({ ...notification('x'), text: 'x'.repeat(600_000) }) });
    assert.deepEqual([status, body['error']], [413, 'too_large'], path);
  }
});

const wrong = {
  OPS_SMTP_URL: 'mail.example.com with s3cret',
  OPS_SLACK_WEBHOOK_URL: 'ftp://s3cret',
  OPS_WEBHOOK_URL: 's3cret',
  OPS_ALERTMANAGER_URL: 'localhost:9093/s3cret',
  OPS_ALERTMANAGER_HEADERS: 'authorization: s3cret',
  OPS_ALLOWED_ORIGINS: 'https://clinic.example/path',
} as const;
for (const [name, value] of Object.entries(wrong)) {
  test(`a wrong ${name} stops the server at its start, by name and not by value`, async () => {
    await assert.rejects(startDemo({ dataFile: ':memory:', env: { [name]: value } }), (error: Error) => error.message.startsWith(`${name}: expected`) && !error.message.includes('s3cret'));
  });
}

test('an address that is none is noticed at the start, and not quoted', async () => {
  const env = { OPS_SMTP_URL: 'smtp://127.0.0.1:25', OPS_EMAIL_FROM: 'ops@clinic.example', OPS_EMAIL_TO: 'dev-team=ok@clinic.example; ops-team=s3cret' };
  await assert.rejects(startDemo({ dataFile: ':memory:', env }), /^TypeError: OPS_EMAIL_TO: expected "name=address,address; \*=address", got an address for "ops-team" that is none$/);
  await assert.rejects(startDemo({ dataFile: ':memory:', env: { OPS_SMS_URL: 'http://127.0.0.1/', OPS_SMS_TO: '+1 555 0100', OPS_SMS_SEGMENTS: '0' } }), /OPS_SMS_SEGMENTS: expected a whole number from 1 to 10/);
});
