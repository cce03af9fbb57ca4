import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogType } from '../../src/contract/log-entry.ts';
import { createTestRuntime, type TestRuntime, type TestTab } from '../support/test-runtime.ts';

// The rules of alerting as a page meets them: signals of tabs go in, people are told, nothing else is looked at.

const minute = 60_000;
const said = (type: LogType, message: string) => ({ kind: 'log', level: 'INFO', type, message, context: {} }) as const;
const many = (count: number, message: string, type: LogType = 'business') => Array.from({ length: count }, () => said(type, message));
const boom = (message: string) => ({ kind: 'error', mechanism: 'onerror', handled: false, error: { name: 'TypeError', message, stack: '' } }) as const;
const call = (outcome: 'ok' | 'server_error') => ({ kind: 'api', method: 'GET', url: 'http://clinic.test/api/doctors', status: outcome === 'ok' ? 200 : 500, outcome, duration: 120 }) as const;
const calls = (bad: number, good: number) => [...Array.from({ length: bad }, () => call('server_error')), ...Array.from({ length: good }, () => call('ok'))];

async function open(): Promise<TestRuntime & { readonly page: TestTab }> {
  const ops = createTestRuntime();
  ops.backend.answers['/api/health'] = { status: 200, body: { status: 'pass', checks: {} } };
  ops.runtime.start();
  const page = ops.tab('a');
  await page.hello();
  return { ...ops, page };
}

const incidentOf = async (ops: TestRuntime, alertId: string) => (await ops.api.alerts.getAlertHistory(50)).find((one) => one.alertId === alertId);
const stateOf = async (ops: TestRuntime, alertId: string) => (await incidentOf(ops, alertId))?.state;
/** What the backend was asked to tell people of an alert; several that went as one are each. */
const heard = (ops: TestRuntime, channel: string, alertId: string): readonly string[] =>
  (ops.backend.received(`/api/notifications/${channel}`) as readonly { readonly alerts?: readonly object[] }[])
    .flatMap((item) => (item.alerts ?? [item]) as readonly { readonly alertId: string; readonly event: string; readonly to: string }[])
    .filter((item) => item.alertId === alertId)
    .map(({ event, to }) => `${event} ${to}`);

test('2 of 20 payments are chance, 3 of 20 are not, at a limit of 5 %; a decline is a payment that worked', async () => {
  const ops = await open();
  await ops.page.send(...many(2, 'payment_failed'), ...many(9, 'payment_succeeded'), ...many(9, 'payment_declined'));
  await ops.clock.advance(10_000);
  assert.equal(await stateOf(ops, 'payment_failures'), undefined);
  const { step, value, sampleSize, lowerBound } = await ops.api.alerts.explain('payment_failures');
  assert.deepEqual([step, value, sampleSize], ['not_significant', 0.1, 20]);
  assert.ok(lowerBound! < 0.05);
  const other = await open();
  await other.page.send(...many(3, 'payment_failed'), ...many(17, 'payment_succeeded'));
  await other.clock.advance(10_000);
  assert.equal(await stateOf(other, 'payment_failures'), 'firing');
});

test('it ends below four fifths of its limit and not just below it, after a whole window; without data it neither ends nor begins', async () => {
  const ops = await open();
  await ops.page.send(...calls(20, 80));
  await ops.clock.advance(10 * minute);
  assert.equal(await stateOf(ops, 'high_error_rate'), 'firing', 'nobody called anything: nothing is known');
  // 4.5 %: below the limit, above where it clears.
  for (let at = 0; at < 8; at += 1) {
    await ops.page.send(...calls(9, 191));
    await ops.clock.advance(minute);
  }
  assert.equal(await stateOf(ops, 'high_error_rate'), 'firing');
  let ended = 0;
  for (let at = 1; at <= 12 && !ended; at += 1) {
    await ops.page.send(...calls(1, 199));
    await ops.clock.advance(minute);
    if ((await stateOf(ops, 'high_error_rate')) === 'resolved') ended = at;
  }
  assert.ok(ended > 5 && ended < 12, `after ${ended} good minutes`);
});

test('who was told of the trigger is told of the end, also when it was silenced meanwhile; a late acknowledgement wakes nothing', async () => {
  const ops = await open();
  await ops.page.send(said('business', 'sync_failed'));
  await ops.clock.advance(10_000);
  const { id } = (await incidentOf(ops, 'data_sync_failure'))!;
  assert.ok((await ops.api.alerts.silence({ category: 'data' }, ops.clock.now() + 600 * minute, 'ann', 'known')).ok);
  await ops.clock.advance(60 * minute);
  assert.ok((await ops.api.alerts.resolveAlert(id, 'ann', 'fixed')).ok);
  await ops.clock.advance(minute);
  assert.deepEqual(heard(ops, 'email', 'data_sync_failure'), ['triggered data-team', 'resolved data-team']);
  assert.deepEqual(await ops.api.alerts.acknowledgeAlert(id, 'ben', 'on it'), { ok: true, value: null });
  assert.equal((await incidentOf(ops, 'data_sync_failure'))?.status, 'resolved');
});

test('the same alert in other tabs, with other messages and sessions, is one incident', async () => {
  const ops = await open();
  const tabs = [ops.page, ops.tab('b'), ops.tab('c')];
  for (const [at, tab] of tabs.entries()) {
    if (at) await tab.hello();
    await tab.send(said('security', `tampered with ${at}`));
    await ops.clock.advance(20_000);
  }
  const all = (await ops.api.alerts.getAlertHistory(50)).filter(({ alertId }) => alertId === 'security_breach');
  assert.deepEqual(all.map(({ count }) => count), [3]);
  assert.equal(heard(ops, 'sms', 'security_breach').filter((one) => one.startsWith('triggered')).length, 1);
});

test('an attack that comes and goes is told every time, whatever was resolved a moment before', async () => {
  const ops = await open();
  for (let at = 0; at < 12; at += 1) {
    await ops.page.send(said('security', 'tampered'));
    await ops.clock.advance(1_000);
    const { id, flapping } = (await ops.api.alerts.getActiveAlerts('security'))[0]!;
    assert.equal(flapping, false);
    assert.ok((await ops.api.alerts.resolveAlert(id, 'ann', 'blocked')).ok);
    await ops.clock.advance(9_000);
  }
  assert.equal(heard(ops, 'sms', 'security_breach').filter((one) => one.startsWith('triggered')).length, 12);
});

test('what a person resolved stays so while the same window still says otherwise, and comes back where it gets much worse', async () => {
  const ops = await open();
  await ops.page.send(...calls(20, 80));
  await ops.clock.advance(10_000);
  const { id } = (await incidentOf(ops, 'high_error_rate'))!;
  assert.ok((await ops.api.alerts.resolveAlert(id, 'ann', 'deployed the fix')).ok);
  await ops.page.send(...calls(2, 8));
  await ops.clock.advance(minute);
  assert.equal(await stateOf(ops, 'high_error_rate'), 'resolved');
  await ops.page.send(...calls(500, 0));
  await ops.clock.advance(10_000);
  assert.equal(await stateOf(ops, 'high_error_rate'), 'firing');
});

test('after a night’s sleep nobody is woken for what was missed; the path goes on a step later', async () => {
  const ops = await open();
  await ops.page.send({ ...boom('lost'), error: { name: 'SecurityError', message: 'The operation is insecure', stack: '' } }, said('business', 'sync_failed'));
  await ops.clock.advance(10_000);
  const before = heard(ops, 'email', 'data_sync_failure');
  assert.deepEqual(before, ['triggered data-team']);
  ops.clock.set(ops.clock.now() + 8 * 60 * minute);
  await ops.clock.advance(10 * minute);
  assert.deepEqual(heard(ops, 'email', 'data_sync_failure'), before);
  await ops.clock.advance(10 * minute);
  assert.deepEqual(heard(ops, 'email', 'data_sync_failure'), [...before, 'escalated ops-team']);
});

test('while the API is down, what needs it is open and silent, and says why', async () => {
  const ops = await open();
  await ops.page.send(...calls(30, 0), ...many(10, 'payment_failed'), ...many(10, 'payment_succeeded'));
  await ops.clock.advance(10_000);
  const child = await incidentOf(ops, 'payment_failures');
  assert.deepEqual([child?.state, child?.inhibitedBy], ['firing', 'high_error_rate']);
  assert.deepEqual(heard(ops, 'sms', 'payment_failures'), []);
  assert.equal(heard(ops, 'email', 'high_error_rate').length, 1);
  assert.equal((await ops.api.alerts.explain('payment_failures')).step, 'inhibited');
});

test('an answer to people: how fast somebody took it, and how fast it was over', async () => {
  const ops = await open();
  for (const [takes, ends] of [[2, 10], [4, 30], [9, 20]] as const) {
    await ops.page.send(said('security', 'tampered'));
    await ops.clock.advance(10_000);
    const { id } = (await ops.api.alerts.getActiveAlerts('security'))[0]!;
    await ops.clock.advance(takes * minute);
    await ops.api.alerts.acknowledgeAlert(id, 'ann', 'on it');
    await ops.clock.advance((ends - takes) * minute);
    await ops.api.alerts.resolveAlert(id, 'ann', 'blocked');
  }
  const { mtta, mttr, bySeverity, byCategory, noise } = await ops.api.alerts.getAlertStatistics('24h');
  const minutes = ({ median, p90, count }: NonNullable<typeof mtta>) => [Math.round(median / minute), Math.round(p90 / minute), count];
  assert.deepEqual([minutes(mtta!), minutes(mttr!)], [[4, 9, 3], [20, 30, 3]]);
  assert.deepEqual([bySeverity, byCategory, noise.share], [{ CRITICAL: 3 }, { security: 3 }, 0]);
});
