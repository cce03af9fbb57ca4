import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { FleetIncident } from '../../../demo/server/fleet/fleet-alert.ts';
import { startDemo } from '../../../demo/server/server.ts';
import { eventually } from '../../support/eventually.ts';
import { serve } from '../harness.ts';
import { alertmanager } from '../notifications/alertmanager-process.ts';
import { httpService } from '../notifications/services.ts';

type Json = Record<string, unknown>;
const folder = await mkdtemp(join(tmpdir(), 'ops-fleet-'));
after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

const pager = await httpService(() => 202);
const manager = await alertmanager();
const clock = { ahead: 0 };
const { call } = await serve({
  env: { OPS_PAGERDUTY_URL: pager.url, OPS_PAGERDUTY_ROUTING_KEY: 'r'.repeat(32), OPS_ALERTMANAGER_URL: manager.url },
  now: () => Date.now() + clock.ahead,
  random: () => 0,
});

const evidence = (installId: string, more: Json = {}): Json => ({ key: 'clinic:production:high_error_rate', alertId: 'high_error_rate', severity: 'HIGH', installId, sessions: 1, value: 0.08, sampleSize: 120, state: 'firing', at: Date.now(), ...more });
const say = (...all: readonly Json[]) => call('/api/alerts/evidence', { evidence: all });
const fleet = async () => (await call('/api/fleet')).body as unknown as { active: number; incidents: FleetIncident[]; outlets: { outlet: string; configured: boolean; accepted: number; reason: string }[] };
const pages = (key: string) => pager.calls.map(({ json }) => json()).filter((event) => String(event['dedup_key']).includes(key));

test('two browsers are no fleet; the third opens one incident, which pages once', async () => {
  const two = await say(evidence('a'), evidence('b'));
  assert.deepEqual([two.status, two.body['accepted'], two.at('results.1.state')], [202, 2, 'watched']);
  assert.deepEqual((await fleet()).incidents, []);
  const third = await call('/api/alerts/evidence', evidence('c', { value: 0.2 }));
  assert.equal(third.at('results.0.state'), 'firing');
  await say(evidence('a'), evidence('d'), evidence('c', { value: 0.1 }));
  const [incident] = (await fleet()).incidents;
  assert.deepEqual([incident?.state, incident?.verified, incident?.sessions, incident?.browsers, incident?.value], ['firing', true, 4, 4, 0.1]);
  await pager.called(1);
  await eventually(manager.alerts, (alerts) => alerts.some(({ labels }) => labels['incident'] === incident?.id));
  const [event] = pages('high_error_rate') as [Json];
  assert.deepEqual([event['event_action'], event['dedup_key'], (event['payload'] as Json)['severity']], ['trigger', incident?.id, 'error']);
  assert.match(String(((event['payload'] as Json)['custom_details'] as Json)['text']), /^3 of 3 active sessions, in 3 browsers \(100 %\)\.$/);
});

test('a rise in severity is the same incident, and staff may take it', async () => {
  await say(evidence('b', { severity: 'CRITICAL' }));
  await eventually(() => pages('high_error_rate'), ({ length }) => length === 2);
  const id = (await fleet()).incidents[0]?.id;
  assert.equal((await call('/api/fleet/acknowledge', { id, reason: 'mine' })).status, 401);
  const cookieOf = async (body: Json) => ((await call('/api/session', body)).headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const take = (cookie: string) => call('/api/fleet/acknowledge', undefined, { method: 'POST', body: JSON.stringify({ id, reason: 'mine' }), headers: { 'content-type': 'application/json', cookie } });
  assert.equal((await take(await cookieOf({ user: 'patient_ada' }))).status, 403);
  const taken = await take(await cookieOf({ user: 'admin', password: 'prescripto' }));
  assert.deepEqual([taken.status, taken.at('incident.acknowledgement.userId')], [200, 'admin']);
  await eventually(() => pages('high_error_rate'), ({ length }) => length === 3);
  assert.deepEqual(pages('high_error_rate').map((event) => [event['event_action'], event['dedup_key']]), [['trigger', id], ['trigger', id], ['acknowledge', id]]);
});

test('it is over when the last browser says so, or falls silent for the lease', async () => {
  await say(evidence('a', { state: 'resolved' }), evidence('b', { state: 'resolved' }), evidence('d', { state: 'resolved' }));
  assert.equal((await fleet()).incidents[0]?.state, 'firing');
  clock.ahead += 301_000;
  // Whatever comes next, or the clock, ends the lease of the one that fell silent.
  await say(evidence('a', { state: 'resolved' }));
  const [incident] = (await fleet()).incidents;
  assert.deepEqual([incident?.state, incident?.mostSessions], ['resolved', 4]);
  await eventually(() => pages('high_error_rate').at(-1)?.['event_action'], (action) => action === 'resolve');
  // Alertmanager's own clock is five minutes behind the one of this test: there it ends then.
  const end = new Date(incident?.resolvedAt ?? 0).toISOString();
  await eventually(manager.alerts, (alerts) => alerts.some(({ labels, endsAt }) => labels['incident'] === incident?.id && endsAt === end));
});

test('security opens by itself, marked unverified, and is verified by the others', async () => {
  const breach = { key: 'clinic:production:security_breach', alertId: 'security_breach', severity: 'CRITICAL' };
  await say(evidence('a', breach));
  const of = async () => (await fleet()).incidents.find(({ alertId }) => alertId === 'security_breach');
  assert.deepEqual([(await of())?.state, (await of())?.verified], ['firing', false]);
  const [page] = (await eventually(() => pages('security_breach'), ({ length }) => length === 1)) as [Json];
  assert.equal((page['payload'] as Json)['summary'], '[CRITICAL] Security breach (unverified)');
  await say(evidence('b', breach), evidence('c', breach));
  assert.equal((await of())?.verified, true);
  assert.equal((await eventually(() => pages('security_breach'), ({ length }) => length === 2))[1]?.['dedup_key'], (await of())?.id);
  await say(...['a', 'b', 'c'].map((browser) => evidence(browser, { ...breach, state: 'resolved' })));
});

test('three of a thousand active sessions are no quorum; ten are', async () => {
  const other = { key: 'clinic:production:payment_failures', alertId: 'payment_failures' };
  for (let batch = 0; batch < 10; batch++) await call('/api/logs', { entries: Array.from({ length: 100 }, (_, at) => ({ id: `l${batch}-${at}`, sessionId: `session ${batch * 100 + at}` })) });
  assert.ok((await fleet()).active >= 1_000);
  const open = async () => (await fleet()).incidents.some(({ alertId }) => alertId === 'payment_failures');
  await say(...Array.from({ length: 9 }, (_, at) => evidence(`p${at}`, other)));
  assert.equal(await open(), false);
  await say(evidence('p9', { ...other, sessions: ['s1'] }));
  assert.equal(await open(), true);
});

test('an older message that comes late changes nothing', async () => {
  const late = { key: 'late', alertId: 'late' };
  const now = Date.now();
  await say(...['a', 'b'].map((browser) => evidence(browser, { ...late, at: now })), evidence('c', { ...late, at: now, state: 'resolved' }));
  await say(evidence('c', { ...late, at: now - 1_000 }));
  assert.equal((await fleet()).incidents.some(({ key }) => key === 'late'), false);
});

const wrong: readonly (readonly [Json, RegExp])[] = [
  [{ severity: 'BAD' }, /evidence\[0\]\.severity: expected one of/],
  [{ state: 'perhaps' }, /evidence\[0\]\.state: expected firing or resolved/],
  [{ installId: '' }, /evidence\[0\]\.installId: expected a text/],
  [{ sessions: -1 }, /evidence\[0\]\.sessions: expected a whole number/],
  [{ value: 'much' }, /evidence\[0\]\.value: expected a number or null/],
  [{ key: 'k'.repeat(301) }, /evidence\[0\]\.key: expected at most 300 characters, got 301/],
];
for (const [more, message] of wrong) {
  test(`evidence with ${JSON.stringify(more).slice(0, 40)} is refused, and the wrong member named`, async () => {
    const { status, body } = await say(evidence('x', more));
    assert.equal(status, 400);
    assert.match(String(body['message']), message);
  });
}

test('the fleet is seen with its ways out, and what is not set up says so', async () => {
  const { outlets } = await fleet();
  assert.deepEqual(outlets.map(({ outlet, configured }) => [outlet, configured]), [['email', false], ['sms', false], ['slack', false], ['push', false], ['webhook', false], ['alertmanager', true], ['pagerduty', true], ['opsgenie', false]]);
  assert.ok(outlets.every(({ configured, reason }) => configured === (reason === '')));
  assert.ok((outlets.find(({ outlet }) => outlet === 'pagerduty')?.accepted ?? 0) >= 6);
});

test('evidence and incidents are there after a restart, and nobody is paged twice', async () => {
  const dataFile = join(folder, 'clinic.sqlite');
  const calls: unknown[] = [];
  const again = await httpService(({ json }) => {
    calls.push(json());
    return 202;
  });
  const open = () => startDemo({ port: 0, dataFile, env: { OPS_PAGERDUTY_URL: again.url, OPS_PAGERDUTY_ROUTING_KEY: 'r'.repeat(32) } });
  const post = (url: string, body: unknown) => fetch(new URL('/api/alerts/evidence', url), { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  const first = await open();
  await post(first.url, { evidence: ['a', 'b', 'c'].map((browser) => evidence(browser)) });
  await again.called(1);
  await first.close();
  const second = await open();
  await post(second.url, evidence('a'));
  const { incidents } = (await (await fetch(new URL('/api/fleet', second.url))).json()) as { incidents: FleetIncident[] };
  assert.deepEqual(incidents.map(({ state, sessions }) => [state, sessions]), [['firing', 3]]);
  await post(second.url, { evidence: ['a', 'b', 'c'].map((browser) => evidence(browser, { state: 'resolved' })) });
  await again.called(2);
  await second.close();
  assert.deepEqual(calls.map((event) => (event as Json)['event_action']), ['trigger', 'resolve']);
});
