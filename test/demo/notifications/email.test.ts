import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../../support/eventually.ts';
import { serve } from '../harness.ts';
import { mailServer, notification } from './services.ts';

const refusals = new Map<string, number[]>();
const mail = await mailServer((to) => refusals.get(to)?.shift() ?? null);
const { call } = await serve({
  env: {
    OPS_SMTP_URL: `smtp://ops:s3cret-word@${mail.address}`,
    OPS_EMAIL_FROM: 'Clinic Operations <ops@clinic.example>',
    OPS_EMAIL_TO: 'dev-team=dev@clinic.example,lead@clinic.example; away-team=away@clinic.example; nobody-there=gone@clinic.example; *=desk@clinic.example',
  },
  random: () => 0,
});
const receipt = async (id: string) => ((await call(`/api/notifications/receipts/${encodeURIComponent(id)}`)).body['receipts'] as Record<string, unknown>[])[0] ?? {};
const settled = (id: string, state: string) => eventually(() => receipt(id), (found) => found['state'] === state);
const of = (to: string) => mail.mails.filter((one) => one.to.includes(to));

test('an alert becomes a mail in text and HTML to everyone behind the name, with a Message-ID that its key decides', async () => {
  const answer = await call('/api/notifications/email', notification('a:EMAIL:triggered:0', { text: 'Calls to <b>pay & book</b> fail — 8 % …' }));
  assert.deepEqual([answer.status, answer.body['accepted'], answer.body['repeats']], [202, ['a:EMAIL:triggered:0'], []]);
  assert.equal((await settled('a:EMAIL:triggered:0', 'accepted'))['detail'], 'SMTP 250');
  assert.deepEqual(mail.mails.map(({ to }) => to[0]).sort(), ['dev@clinic.example', 'lead@clinic.example']);
  const [{ headers, text, html }] = of('dev@clinic.example') as [(typeof mail.mails)[0]];
  assert.deepEqual([headers['subject'], headers['from'], headers['to'], headers['auto-submitted']], ['[HIGH] High error rate', 'Clinic Operations <ops@clinic.example>', 'dev@clinic.example', 'auto-generated']);
  assert.match(headers['message-id'] ?? '', /^<[0-9a-f]{40}@clinic\.example>$/);
  assert.match(text, /^Calls to <b>pay & book<\/b> fail — 8 % …\n\nSeverity: HIGH\n.*Value: 0.08\nThreshold: 0.05\nSample: 120/s);
  assert.match(html, /Calls to &lt;b&gt;pay &amp; book&lt;\/b&gt; fail — 8 % …/);
  assert.deepEqual([...new Set(mail.logins)], ['ops:s3cret-word']);
});

test('the same key again is one mail', async () => {
  const before = mail.mails.length;
  const again = await call('/api/notifications/email', { notifications: [notification('a:EMAIL:triggered:0'), notification('b:EMAIL:triggered:0', { to: 'somebody-new' })] });
  assert.deepEqual([again.body['accepted'], again.body['repeats']], [['a:EMAIL:triggered:0', 'b:EMAIL:triggered:0'], ['a:EMAIL:triggered:0']]);
  await settled('b:EMAIL:triggered:0', 'accepted');
  assert.deepEqual([mail.mails.length - before, mail.mails.at(-1)?.to], [1, ['desk@clinic.example']]);
});

test('what follows answers the first mail of its incident, so that it stands in its thread', async () => {
  const first = of('dev@clinic.example')[0]?.headers['message-id'] ?? '';
  const later = { incidentId: 'incident of a:EMAIL:triggered:0', to: 'dev-team' };
  await call('/api/notifications/email', notification('a:EMAIL:escalated:1', { ...later, event: 'escalated' }));
  await call('/api/notifications/email', notification('a:EMAIL:resolved:2', { ...later, event: 'resolved', title: '[resolved] High error rate', resolvedAt: Date.now() }));
  await settled('a:EMAIL:resolved:2', 'accepted');
  const thread = of('dev@clinic.example');
  assert.equal(thread.length, 3);
  for (const { headers } of thread.slice(1)) assert.deepEqual([headers['in-reply-to'], headers['references']], [first, first]);
  assert.equal(new Set(thread.map(({ headers }) => headers['message-id'])).size, 3);
  assert.match(thread[2]?.text ?? '', /Ended: 20/);
});

test('a server that is busy is tried again; a resolution waits for its trigger', async () => {
  refusals.set('away@clinic.example', [451, 450]);
  await call('/api/notifications/email', { notifications: [notification('c:0', { incidentId: 'c', to: 'away-team' }), notification('c:1', { incidentId: 'c', to: 'away-team', event: 'resolved', title: '[resolved] High error rate' })] });
  assert.equal((await settled('c:1', 'accepted'))['attempts'], 1);
  assert.equal((await receipt('c:0'))['attempts'], 3);
  assert.deepEqual(of('away@clinic.example').map(({ headers }) => headers['x-ops-event']), ['triggered', 'resolved']);
});

test('an address that is refused for good is dead at once, and its receipt shows no address and no secret', async () => {
  refusals.set('gone@clinic.example', [550]);
  await call('/api/notifications/email', notification('d:0', { to: 'nobody-there' }));
  const dead = await settled('d:0', 'dead');
  assert.deepEqual([dead['detail'], dead['attempts'], dead['to']], ['SMTP 550', 1, 'nobody-there']);
  for (const path of ['/api/notifications/receipts', '/api/fleet', '/api/health']) assert.doesNotMatch(JSON.stringify((await call(path)).body), /s3cret|@clinic\.example|127\.0\.0\.1/, path);
});

test('several in one request are one mail, and what was said before is not said again in another', async () => {
  const member = (id: string, more = {}) => notification(id, { to: 'group', incidentId: `incident ${id}`, title: `[LOW] ${id}`, severity: 'LOW', ...more });
  const group = (...members: readonly Readonly<Record<string, unknown>>[]) => ({ ...members.at(-1), title: `${members.length} alerts`, text: 'as the browser wrote it', alerts: members });
  const first = await call('/api/notifications/email', group(member('g:0'), member('g:1', { severity: 'CRITICAL', title: '[CRITICAL] g:1' })));
  assert.deepEqual(first.body['accepted'], ['g:0', 'g:1']);
  await settled('g:0', 'accepted');
  const [subject, text] = [mail.mails.at(-1)?.headers['subject'], mail.mails.at(-1)?.text ?? ''];
  assert.equal(subject, '2 alerts: [LOW] g:0, [CRITICAL] g:1');
  assert.match(text, /^\[LOW\] g:0\nToo many calls fail.*\n\n\[CRITICAL\] g:1\nToo many.*Severity: CRITICAL/s);
  // The answer got lost, and another came in the meantime.
  const again = await call('/api/notifications/email', group(member('g:0'), member('g:1'), member('g:2')));
  assert.deepEqual([again.body['repeats'], (again.body['accepted'] as string[]).toSorted()], [['g:0', 'g:1'], ['g:0', 'g:1', 'g:2']]);
  await settled('g:2', 'accepted');
  assert.equal(mail.mails.at(-1)?.headers['subject'], '[LOW] g:2');
  // The end of one of them stands in the thread of the mail that told of it.
  await call('/api/notifications/email', member('g:3', { event: 'resolved', incidentId: 'incident g:0' }));
  await settled('g:3', 'accepted');
  assert.equal(mail.mails.at(-1)?.headers['in-reply-to'], mail.mails.find(({ headers }) => headers['subject'] === subject)?.headers['message-id']);
  assert.equal((await call('/api/notifications/email', { ...member('g:4'), alerts: [] })).status, 400);
});

test('a subject cannot smuggle headers in', async () => {
  await call('/api/notifications/email', notification('e:0', { title: 'Hello\r\nBcc: stranger@example.org\r\n\r\nBuy', to: 'x' }));
  await settled('e:0', 'accepted');
  const { headers, to } = mail.mails.at(-1) as (typeof mail.mails)[0];
  assert.deepEqual([headers['bcc'], to, headers['subject']], [undefined, ['desk@clinic.example'], 'Hello  Bcc: stranger@example.org    Buy']);
});
