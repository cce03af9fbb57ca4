import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verify } from '../../../demo/server/notifications/signature.ts';
import { eventually } from '../../support/eventually.ts';
import { serve } from '../harness.ts';
import { type Call, httpService, notification } from './services.ts';

type Json = Record<string, unknown>;

/** Slack's own rules for what a webhook takes. */
const slackFault = (body: Json): string | null => {
  const blocks = body['blocks'] as { type: string; text?: { text: string }; fields?: { text: string }[] }[];
  if (blocks.length > 50) return 'invalid_blocks';
  for (const { type, text, fields = [] } of blocks) {
    if ((text?.text.length ?? 1) < 1 || (text?.text.length ?? 0) > (type === 'header' ? 150 : 3_000)) return 'invalid_blocks';
    if (fields.length > 10 || fields.some((field) => field.text.length > 2_000)) return 'invalid_blocks';
  }
  return null;
};
let slackSays = 0;
const slack = await httpService((call) => {
  if (slackSays) return { status: slackSays, text: slackSays === 404 ? 'no_service' : '', headers: { 'retry-after': '0' } };
  const fault = slackFault(call.json());
  return fault ? { status: 400, text: fault } : { status: 200, text: 'ok' };
});
const gateway = await httpService(() => 200);
const receiver = await httpService(({ headers, body }) => (verify(String(headers['x-ops-signature']), body.toString('utf8'), 'new-secret', Date.now()) ? 204 : 401));

const { call } = await serve({
  env: {
    OPS_SLACK_WEBHOOK_URL: `${slack.url}/services/T0/B0/s3cret`,
    OPS_SMS_URL: `${gateway.url}/send?to={to}&ref={id}`,
    OPS_SMS_BODY: '{"to": "{to}", "text": "{text}", "callback": "{confirm}"}',
    OPS_SMS_HEADERS: '{"authorization": "Bearer s3cret"}',
    OPS_SMS_TO: 'ops-team=+46 70 111 11 11',
    OPS_WEBHOOK_URL: `${receiver.url}/hooks/ops`,
    OPS_WEBHOOK_SECRET: 'new-secret, old-secret',
    OPS_PUBLIC_URL: 'https://ops.example.com/',
  },
  random: () => 0,
});
const receipt = async (id: string) => ((await call(`/api/notifications/receipts?ids=${encodeURIComponent(id)}`)).body['receipts'] as Json[])[0] ?? {};
const settled = (id: string, state: string) => eventually(() => receipt(id), (found) => found['state'] === state);
const last = (calls: readonly Call[]) => calls.at(-1) as Call;

test('Slack gets blocks within its limits, and what was cut says so', async () => {
  await call('/api/notifications/slack', notification('s:0', { title: 'T'.repeat(290), text: `<!channel> & ${'x'.repeat(7_000)}`, alertId: 'long' }));
  await settled('s:0', 'accepted');
  const { blocks, text } = last(slack.calls).json() as { blocks: { text: { text: string } }[]; text: string };
  const kept = 150 - ' … [290 more characters]'.length;
  assert.equal(blocks[0]?.text.text, `${'T'.repeat(kept)} … [${290 - kept} more characters]`);
  assert.match(blocks[1]?.text.text ?? '', /^:red_circle: &lt;!channel&gt; &amp; x+ … \[\d+ more characters\]$/);
  assert.ok(text.startsWith('TTT'));
});

test('Slack that asks for patience is tried again; a webhook that is gone is dead, with its word for it', async () => {
  slackSays = 429;
  await call('/api/notifications/slack', notification('s:1', { alertId: 'busy' }));
  await eventually(() => receipt('s:1'), ({ attempts }) => Number(attempts) > 1);
  slackSays = 0;
  await settled('s:1', 'accepted');
  slackSays = 404;
  await call('/api/notifications/slack', notification('s:2', { alertId: 'gone' }));
  assert.equal((await settled('s:2', 'dead'))['detail'], 'HTTP 404 no_service');
  slackSays = 0;
});

test('a text message goes through the gateway as its templates have it, in two segments at most', async () => {
  await call('/api/notifications/sms', notification('t:"0"', { to: 'ops-team', title: '[HIGH] “Betalning” – åäö', text: `"quoted" \\ ${'långt '.repeat(80)}` }));
  await settled('t:"0"', 'accepted');
  const { path, headers, json } = last(gateway.calls);
  const { to, text, callback } = json() as { to: string; text: string; callback: string };
  assert.equal(path, `/send?to=${encodeURIComponent('+46 70 111 11 11')}&ref=${encodeURIComponent('t:"0"')}`);
  assert.deepEqual([headers.authorization, headers['content-type'], to], ['Bearer s3cret', 'application/json', '+46 70 111 11 11']);
  assert.match(text, /^\[HIGH\] "Betalning" - åäö\n"quoted" \\ långt .*\.\.\.$/s);
  assert.match(callback, /^https:\/\/ops\.example\.com\/api\/notifications\/confirm\/[\w-]{24}$/);
  assert.equal((await call(new URL(callback).pathname, {})).status, 204);
  assert.equal((await receipt('t:"0"'))['state'], 'confirmed');
  assert.equal((await call('/api/notifications/confirm/made-up', {})).status, 404);
});

test('a name that nobody is behind is refused with the reason', async () => {
  const { status, body } = await call('/api/notifications/sms', notification('t:1', { to: 'dev-team' }));
  assert.deepEqual([status, body['accepted'], body['reason']], [422, false, 'nobody is behind the name "dev-team"']);
  assert.equal((await receipt('t:1'))['state'], 'dead');
});

test('a webhook is signed over time and body, with the old secret too while both hold', async () => {
  await call('/api/alerts/webhook', notification('w:0'));
  await settled('w:0', 'accepted');
  const { headers, body, json } = last(receiver.calls);
  const [signature, raw, now] = [String(headers['x-ops-signature']), body.toString('utf8'), Date.now()];
  assert.deepEqual([json()['id'], headers['x-ops-id']], ['w:0', 'w%3A0']);
  assert.match(signature, /^t=\d{10},v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/);
  for (const secret of ['new-secret', 'old-secret']) assert.equal(verify(signature, raw, secret, now), true, secret);
  assert.equal(verify(signature, `${raw} `, 'new-secret', now), false);
  assert.equal(verify(signature, raw, 'another', now), false);
  assert.equal(verify(signature, raw, 'new-secret', now + 301_000), false);
  assert.equal(verify(signature.replace(/t=\d+/, `t=${Math.floor(now / 1_000) + 200}`), raw, 'new-secret', now), false);
  for (const junk of ['', 't=', 't=x,v1=y', `v1=${'0'.repeat(64)}`]) assert.equal(verify(junk, raw, 'new-secret', now), false, junk);
});

test('a channel that is not set up says what to set, stores nothing to send, and is not tried again', async () => {
  const { status, body } = await call('/api/notifications/email', notification('m:0'));
  assert.deepEqual([status, body['error'], body['accepted'], body['reason']], [422, 'channel_not_configured', false, 'email is not configured: set OPS_SMTP_URL, OPS_EMAIL_FROM, OPS_EMAIL_TO']);
  assert.equal((await call('/api/notifications/receipts/m%3A0')).status, 404);
  assert.equal((await call('/api/notifications/push/key')).status, 503);
  const pigeon = await call('/api/notifications/pigeon', notification('m:1'));
  assert.deepEqual([pigeon.status, pigeon.body['message']], [404, 'expected one of email, sms, slack, push, webhook, got "pigeon"']);
});

const wrong: readonly (readonly [Json, RegExp])[] = [
  [{ id: '' }, /notification\.id: expected a text of at most 300 characters, got ""/],
  [{ id: 'x'.repeat(301) }, /notification\.id: expected a text of at most 300/],
  [{ title: 7 }, /notification\.title: expected a text/],
  [{ severity: 'AWFUL' }, /notification\.severity: expected one of CRITICAL, HIGH/],
  [{ at: 'now' }, /notification\.at: expected epoch milliseconds, got "now"/],
  [{ text: 'x'.repeat(8_001) }, /notification\.text: expected a text of at most 8000/],
];
for (const [more, message] of wrong) {
  test(`a notification with ${JSON.stringify(more).slice(0, 40)} is refused, and the wrong member named`, async () => {
    const { status, body } = await call('/api/notifications/slack', notification('x', more));
    assert.equal(status, 400);
    assert.match(String(body['message']), message);
  });
}

test('of a batch the good ones are taken, and each wrong one is answered by itself', async () => {
  const { status, body } = await call('/api/notifications/slack', { notifications: [notification('y:0', { alertId: 'batch' }), { id: 'y:1' }, notification('y:2', { alertId: 'batch' })] });
  assert.deepEqual([status, body['accepted'], body['repeats']], [202, ['y:0', 'y:2'], []]);
  assert.deepEqual(body['refused'], [{ id: 'y:1', reason: 'notifications[1].title: expected a text of at most 8000 characters, got nothing' }]);
  assert.equal((await call('/api/notifications/slack', { notifications: [] })).status, 400);
  assert.equal((await call('/api/notifications/slack', { notifications: Array.from({ length: 101 }, (_, at) => notification(`z:${at}`)) })).status, 413);
});

test('a thousand browsers with the same trouble are five messages to one channel, and the rest say why', async () => {
  const before = slack.calls.length;
  for (let browser = 0; browser < 8; browser++) await call('/api/notifications/slack', notification(`f:${browser}`, { alertId: 'flood', incidentId: `f:${browser}` }));
  const { body } = await call('/api/notifications/slack', notification('f:9', { alertId: 'flood', incidentId: 'f:9' }));
  assert.deepEqual([body['accepted'], body['refused']], [[], [{ id: 'f:9', reason: 'held back: 5 messages about flood within 10 minutes' }]]);
  assert.equal((await settled('f:7', 'dead'))['detail'], 'held back: 5 messages about flood within 10 minutes');
  // Who was told hears the end of it; who was not, does not.
  await call('/api/notifications/slack', notification('f:0:end', { alertId: 'flood', incidentId: 'f:0', event: 'resolved' }));
  await call('/api/notifications/slack', notification('f:7:end', { alertId: 'flood', incidentId: 'f:7', event: 'resolved' }));
  await settled('f:0:end', 'accepted');
  assert.equal((await settled('f:7:end', 'dead'))['detail'], 'held back: so was all of its incident');
  await settled('f:4', 'accepted');
  assert.equal(slack.calls.length - before, 6);
});

test('receipts are listed from a moment on, each with where it stands', async () => {
  const all = (await call('/api/notifications/receipts')).body as unknown as { receipts: { id: string; at: number; channel: string; state: string }[]; next: number };
  assert.ok(all.receipts.length > 10);
  const since = all.receipts.at(-3)?.at ?? 0;
  const some = (await call(`/api/notifications/receipts?since=${since}&limit=500`)).body as unknown as typeof all;
  assert.ok(some.receipts.length >= 3 && some.receipts.every(({ at }) => at >= since));
  assert.equal(all.next, all.receipts.at(-1)?.at);
  assert.equal((await call('/api/notifications/receipts?since=yesterday')).status, 400);
});

test('no answer shows a secret, an address or a number', async () => {
  for (const path of ['/api/notifications/receipts', '/api/fleet', '/api/health']) assert.doesNotMatch(JSON.stringify((await call(path)).body), /s3cret|secret|127\.0\.0\.1|\+46/, path);
});
