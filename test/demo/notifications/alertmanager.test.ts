import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertmanagerOutlet, postableAlert, postAlerts } from '../../../demo/server/notifications/alertmanager.ts';
import { parseNotice } from '../../../demo/server/notifications/notice.ts';
import { eventually } from '../../support/eventually.ts';
import { alertmanager } from './alertmanager-process.ts';
import { notification } from './services.ts';

const { url, alerts, told } = await alertmanager();
const outlet = alertmanagerOutlet([url], {}, 240_000, Date.now);
const signal = () => AbortSignal.timeout(5_000);
const notice = (id: string, more: Readonly<Record<string, unknown>> = {}) => parseNotice(notification(id, { incidentId: id, ...more }), id, Date.now());
const send = (given: ReturnType<typeof notice>) => outlet.send({ notice: given, target: 'alertmanager-1', repliesTo: null, confirmUrl: null }, signal());
const firing = async (id: string) => (await alerts()).filter(({ labels }) => labels['incident'] === id);
const toldOf = (id: string, status: string) => eventually(() => told.filter((one) => one.status === status && one.alerts[0]?.labels['incident'] === id), ({ length }) => length > 0);

test('an incident is one alert, however its severity and value change, until it is resolved', async () => {
  assert.deepEqual(await send(notice('am-1')), { kind: 'taken', state: 'accepted', detail: 'HTTP 200' });
  await send(notice('am-1', { severity: 'CRITICAL', value: 0.4, event: 'escalated' }));
  const found = await firing('am-1');
  assert.equal(found.length, 1);
  assert.deepEqual([found[0]?.labels['alertname'], found[0]?.labels['severity'], found[0]?.annotations['severity'], found[0]?.annotations['value']], ['high_error_rate', undefined, 'critical', '0.4']);
  await toldOf('am-1', 'firing');
  await send(notice('am-1', { event: 'resolved', resolvedAt: Date.now() }));
  const [{ alerts: ended }] = (await toldOf('am-1', 'resolved')) as [(typeof told)[0]];
  assert.equal(ended.length, 1);
  assert.deepEqual(await firing('am-1'), []);
});

test('what fires is said again before it would be over, and is over when nobody says so any more', async () => {
  const brief = alertmanagerOutlet([url], {}, 1_500, Date.now);
  const given = notice('am-2');
  await brief.send({ notice: given, target: 'alertmanager-1', repliesTo: null, confirmUrl: null }, signal());
  const first = Date.parse((await firing('am-2'))[0]?.endsAt ?? '');
  await new Promise((done) => setTimeout(done, 20));
  await brief.refresh([given]);
  assert.ok(Date.parse((await firing('am-2'))[0]?.endsAt ?? '') > first);
  await toldOf('am-2', 'firing');
  // The server behind it died: nothing refreshes, nothing resolves.
  await toldOf('am-2', 'resolved');
});

test('of a mixed batch the good alerts are in, and only the bad one is refused', async () => {
  const good = (id: string) => postableAlert(notice(id), Date.now() + 60_000);
  // A label without a value is none, and an alert without labels is refused: the semantic kind of error, after which the rest is kept.
  const bad = { ...good('am-bad'), labels: { alertname: '' } };
  const outcomes = await postAlerts(url, [good('am-3'), bad, good('am-4')], {}, signal());
  assert.deepEqual(outcomes.map(({ kind, detail }) => [kind, detail]), [['taken', 'HTTP 200'], ['refused', 'HTTP 400'], ['taken', 'HTTP 200']]);
  assert.deepEqual([(await firing('am-3')).length, (await firing('am-4')).length], [1, 1]);
});

test('Alertmanager itself keeps the valid part of a mixed batch, and answers 400 for all of it', async () => {
  const good = postableAlert(notice('am-5'), Date.now() + 60_000);
  const response = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([good, { ...good, labels: { alertname: '' } }]) });
  assert.equal(response.status, 400);
  assert.equal((await firing('am-5')).length, 1);
});

test('one that cannot be reached is tried again', async () => {
  const nowhere = alertmanagerOutlet(['http://127.0.0.1:9'], {}, 60_000, Date.now);
  assert.equal((await nowhere.send({ notice: notice('am-6'), target: 'alertmanager-1', repliesTo: null, confirmUrl: null }, signal())).kind, 'later');
  await nowhere.refresh([notice('am-6')]);
});
