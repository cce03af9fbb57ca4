import assert from 'node:assert/strict';
import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import { test } from 'node:test';
import webPush from 'web-push';
import { decryptPush } from '../../support/decrypt-push.ts';
import { eventually } from '../../support/eventually.ts';
import { serve } from '../harness.ts';
import { type Call, httpService, notification } from './services.ts';

/** What a browser keeps to itself when it subscribes. */
function browserKeys() {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const auth = randomBytes(16);
  return { pair, auth, keys: { p256dh: pair.getPublicKey('base64url'), auth: auth.toString('base64url') } };
}

/** RFC 8292: the push service looks at the token before anything else. */
function vapidClaims(authorization: string, publicKey: string): Record<string, unknown> {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  assert.equal(key, publicKey);
  const [header = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  assert.ok(verify('sha256', Buffer.from(`${header}.${claims}`), { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')), 'the signature of the VAPID token');
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Record<string, unknown>;
}

const vapid = webPush.generateVAPIDKeys();
const gone = new Set<string>();
const pushService = await httpService(({ path }) => (gone.has(path) ? 410 : 201));
const { call } = await serve({
  env: { OPS_VAPID_PUBLIC_KEY: vapid.publicKey, OPS_VAPID_PRIVATE_KEY: vapid.privateKey, OPS_VAPID_SUBJECT: 'mailto:ops@clinic.example', OPS_PUSH_HOSTS: pushService.host, OPS_PUBLIC_URL: 'https://ops.example.com' },
  random: () => 0,
});
const receipt = async (id: string) => ((await call(`/api/notifications/receipts?ids=${id}`)).body['receipts'] as Record<string, unknown>[])[0] ?? {};
const settled = (id: string, state: string) => eventually(() => receipt(id), (found) => found['state'] === state);
const subscribe = (path: string, keys: unknown) => call('/api/notifications/push/subscriptions', { endpoint: `${pushService.url}${path}`, expirationTime: null, keys });

test('without a subscription there is nobody to push to', async () => {
  const { status, body } = await call('/api/notifications/push', notification('p0'));
  assert.deepEqual([status, body['reason']], [422, 'no page has subscribed']);
});

test('a page subscribes with the public key, and gets a push that only it can read', async () => {
  assert.deepEqual((await call('/api/notifications/push/key')).body, { publicKey: vapid.publicKey });
  const [one, two] = [browserKeys(), browserKeys()];
  assert.equal((await subscribe('/one', one.keys)).status, 201);
  assert.equal((await subscribe('/one', one.keys)).status, 201);
  assert.equal((await subscribe('/two', two.keys)).status, 201);
  await call('/api/notifications/push', notification('p1', { severity: 'CRITICAL', text: 'ü'.repeat(3_000) }));
  await settled('p1', 'accepted');
  assert.deepEqual(pushService.calls.map(({ path }) => path).sort(), ['/one', '/two']);
  const sent = pushService.calls.find(({ path }) => path === '/one') as Call;
  const claims = vapidClaims(String(sent.headers.authorization), vapid.publicKey);
  assert.deepEqual([claims['aud'], claims['sub']], [pushService.url, 'mailto:ops@clinic.example']);
  assert.ok(Number(claims['exp']) * 1_000 < Date.now() + 86_400_000);
  assert.deepEqual([sent.headers.ttl, sent.headers['urgency'], sent.headers['content-encoding']], ['3600', 'high', 'aes128gcm']);
  assert.match(String(sent.headers['topic']), /^[\w-]{32}$/);
  assert.ok(sent.body.length <= 4_096);
  const message = decryptPush(sent.body, one.pair, one.auth);
  assert.deepEqual([message['id'], message['title'], message['severity']], ['p1', '[HIGH] High error rate', 'CRITICAL']);
  assert.throws(() => decryptPush(sent.body, two.pair, two.auth));
  // The page says that it was shown.
  assert.equal((await call(new URL(String(message['confirm'])).pathname, {})).status, 204);
});

test('a subscription that is gone is forgotten, and the others still get theirs', async () => {
  gone.add('/two');
  await call('/api/notifications/push', notification('p2'));
  assert.equal((await settled('p2', 'dead'))['detail'], 'HTTP 410');
  const before = pushService.calls.length;
  await call('/api/notifications/push', notification('p3'));
  await settled('p3', 'accepted');
  assert.deepEqual(pushService.calls.slice(before).map(({ path }) => path), ['/one']);
});

test('a page that unsubscribes hears nothing more', async () => {
  assert.equal((await call('/api/notifications/push/unsubscribe', { endpoint: `${pushService.url}/one` })).status, 204);
  assert.equal((await call('/api/notifications/push', notification('p4'))).status, 422);
});

test('only push services are subscribed to: nobody makes this server call its neighbours', async () => {
  const { keys } = browserKeys();
  for (const endpoint of ['http://169.254.169.254/latest', 'https://intranet.example/', 'http://fcm.googleapis.com/fcm/send/x', 'https://fcm.googleapis.com.evil.example/x', 'file:///etc/passwd', 'nonsense']) {
    assert.equal((await call('/api/notifications/push/subscriptions', { endpoint, keys })).status, 400, endpoint);
  }
  assert.equal((await call('/api/notifications/push/subscriptions', { endpoint: 'https://fcm.googleapis.com/fcm/send/abc', keys })).status, 201);
  assert.equal((await subscribe('/x', { ...keys, auth: 'short' })).body['message'], 'keys.auth: expected 16 bytes as base64url');
});
