import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { serve } from './harness.ts';
import { notification } from './notifications/services.ts';

interface Kept {
  readonly seq: number;
  readonly kind: string;
  readonly to: string;
  readonly title: string;
  readonly text: string;
  readonly hasHtml: boolean;
  readonly notes: readonly (readonly [string, string])[];
}

const { call, url } = await serve({ mailbox: true });
const messages = async () => (await call('/demo/mailbox')).body['messages'] as readonly Kept[];
const arrived = (kind: string) => eventually(async () => (await messages()).find((one) => one.kind === kind), (found) => found !== undefined) as Promise<Kept>;

test('without any setting, what is sent really goes out and arrives in the mailbox', async () => {
  for (const channel of ['email', 'sms', 'slack', 'webhook']) assert.equal((await call(`/api/notifications/${channel}`, notification(`${channel}:0`, { title: '[HIGH] Fehlerquote – zu hoch' }))).status, 202, channel);
  const mail = await arrived('email');
  assert.deepEqual([mail.to, mail.title, mail.hasHtml, mail.notes[0]?.[0]], ['dev-team@clinic.example', '[HIGH] Fehlerquote – zu hoch', true, 'Message-ID']);
  assert.match(mail.text, /^Too many calls fail\. 8 % of 120 calls\n/);
  assert.equal((await arrived('sms')).title, '[HIGH] Fehlerquote - zu hoch');
  assert.deepEqual((await arrived('webhook')).notes, [['Signature', 'verified']]);
  assert.match((await arrived('slack')).text, /^:red_circle: Too many calls fail/);
});

test("a mail's own look is shown in a page that can do nothing", async () => {
  const { seq } = await arrived('email');
  const page = await call(`/demo/mailbox/${seq}`);
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'; style-src 'unsafe-inline'; sandbox/);
  assert.match(String(page.body['text']), /<!doctype html>/);
  assert.equal((await call('/demo/mailbox/999')).status, 404);
});

test("the fleet's incidents reach the pagers", async () => {
  await call('/api/alerts/evidence', { key: 'clinic:production:security_breach', alertId: 'security_breach', severity: 'CRITICAL', installId: 'a', state: 'firing' });
  assert.equal((await arrived('pagerduty')).title, '[CRITICAL] Security breach (unverified)');
  assert.match((await arrived('opsgenie')).text, /Unverified/);
});

test('pages are told that something arrived', async () => {
  const socket = new WebSocket(url('/api/ws').replace('http', 'ws'));
  const told = new Promise((done) => socket.addEventListener('message', ({ data }) => String(data).includes('mailbox.received') && done(data)));
  await new Promise((done) => socket.addEventListener('open', done));
  await call('/api/notifications/email', notification('email:1', { alertId: 'other' }));
  await told;
  socket.close();
});

test('a reset with data empties it', async () => {
  await call('/demo/reset', { data: true });
  assert.deepEqual((await call('/demo/mailbox')).body, { enabled: true, messages: [] });
});

test('where channels lead elsewhere there is none', async () => {
  const { call } = await serve({});
  assert.deepEqual((await call('/demo/mailbox')).body, { enabled: false, messages: [] });
});

test('every page has the same head and bar, with its own place marked', async () => {
  for (const [path, title, here] of [['/', 'Book an appointment', '/'], ['/appointments.html', 'My appointments', '/appointments.html'], ['/mailbox.html', 'Mailbox', '/mailbox.html'], ['/admin.html', 'Operations', '/admin.html']] as const) {
    const page = String((await call(path)).body['text']);
    assert.match(page, /^<!doctype html>/);
    assert.ok(page.includes(`<title>Prescripto · ${title}</title>`), path);
    assert.equal(page.split('<script src="/ops/prescripto-ops.js"').length, 2);
    assert.deepEqual([...page.matchAll(/<a href="([^"]+)" aria-current="page">/g)].map(([, href]) => href), [here]);
  }
});
