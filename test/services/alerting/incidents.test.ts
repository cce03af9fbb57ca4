import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHarness, hour, minute, ok } from './harness.ts';
import type { Harness } from './harness.ts';

const told = (h: Harness, endpoint: string) => h.sent.filter((one) => one.endpoint === endpoint).map(({ item }) => `${item.event} ${item.to}`);

test('a trigger is shown in the page at once and queued for the backend by channel, with a key a step', async () => {
  const h = createHarness();
  const incident = ok(await h.service.triggerAlert('critical_error', { errorId: 'e1', message: 'Boom' }, { url: '/book' }));
  assert.equal(incident.name, 'Critical Error');
  assert.deepEqual(incident.data, { errorId: 'e1', message: 'Boom' });
  assert.deepEqual(incident.context, { url: '/book' });
  assert.deepEqual(
    incident.notifications.map(({ channel, status, to }) => `${channel} ${status} ${to}`),
    ['IN_APP sent dev-team', 'EMAIL queued dev-team', 'SMS queued dev-team', 'SLACK queued dev-team'],
  );
  assert.deepEqual(h.sent.map(({ endpoint, item }) => [endpoint, item.id]), [
    ['notifications/email', `${incident.id}:EMAIL:triggered:1`],
    ['notifications/sms', `${incident.id}:SMS:triggered:2`],
    ['notifications/slack', `${incident.id}:SLACK:triggered:3`],
  ]);
  const { item } = h.sent[0]!;
  assert.equal(item.title, '[CRITICAL] Critical Error');
  assert.equal(item.text, 'Critical Error. Boom → dev-team');
  assert.equal(item.to, 'dev-team');
  assert.deepEqual(h.events.map(({ name }) => name), ['alert.triggered']);
});

test('without a backend the page still shows it, and the others say why they failed', async () => {
  const h = createHarness({});
  const incident = ok(await h.service.triggerAlert('critical_error', {}));
  assert.deepEqual(incident.notifications.map(({ channel, status, detail }) => `${channel} ${status} ${detail}`).slice(0, 2), ['IN_APP sent ', 'EMAIL dead no endpoint configured']);
  assert.deepEqual(h.sent, []);
});

test('a configured webhook hears of every alert', async () => {
  const h = createHarness({ endpoints: { alertWebhook: 'https://hooks.example.com/alerts' } });
  const incident = ok(await h.service.triggerAlert('performance_issue', { alertType: 'slow_api' }));
  ok(await h.service.resolveAlert(incident.id, 'ann', 'faster'));
  assert.deepEqual(told(h, 'alertWebhook'), ['triggered dev-team', 'resolved dev-team']);
});

test('escalation climbs the path by severity, then stops; all who were told hear of the resolution', async () => {
  const h = createHarness();
  const start = h.clock.now();
  const { id } = ok(await h.service.triggerAlert('critical_error', { message: 'Boom' }));
  await h.pass(5 * minute - 1);
  assert.deepEqual(told(h, 'notifications/sms'), ['triggered dev-team']);
  await h.pass(1);
  assert.deepEqual(told(h, 'notifications/sms'), ['triggered dev-team', 'escalated ops-team']);
  await h.pass(hour);
  assert.deepEqual(told(h, 'notifications/sms'), ['triggered dev-team', 'escalated ops-team', 'escalated management']);
  const [incident] = await h.service.getActiveAlerts();
  assert.deepEqual(incident?.escalation, { path: ['dev-team', 'ops-team', 'management'], level: 3, nextAt: null });
  assert.deepEqual(incident.timeline.map(({ at, event }) => [at - start, event]), [[0, 'triggered'], [5 * minute, 'escalated'], [10 * minute, 'escalated']]);
  ok(await h.service.resolveAlert(id, 'ann', 'Fixed'));
  assert.deepEqual(told(h, 'notifications/sms').slice(3), ['resolved dev-team', 'resolved ops-team', 'resolved management']);
  assert.deepEqual(h.events.map(({ name }) => name), ['alert.triggered', 'alert.escalated', 'alert.escalated', 'alert.resolved']);
});

test('an acknowledgement stops escalation; a CRITICAL one runs out after 30 minutes and escalation begins anew', async () => {
  const h = createHarness();
  const { id } = ok(await h.service.triggerAlert('critical_error', {}));
  await h.pass(minute);
  const taken = ok(await h.service.acknowledgeAlert(id, 'user_456', 'Investigating issue'));
  assert.equal(taken?.status, 'acknowledged');
  assert.equal(taken.state, 'firing');
  assert.equal(taken.escalation.nextAt, null);
  await h.pass(30 * minute - 1);
  assert.deepEqual(told(h, 'notifications/email'), ['triggered dev-team']);
  await h.pass(1);
  const [expired] = await h.service.getActiveAlerts();
  assert.equal(expired?.status, 'active');
  assert.deepEqual(expired.timeline.slice(-2).map(({ event }) => event), ['ack_expired', 'triggered']);
  await h.pass(5 * minute);
  assert.deepEqual(told(h, 'notifications/email'), ['triggered dev-team', 'triggered dev-team', 'escalated ops-team']);
  assert.equal(new Set(h.sent.map(({ item }) => item.id)).size, h.sent.length);
});

test('a HIGH acknowledgement lasts two hours, a MEDIUM one does not run out', async () => {
  const h = createHarness();
  const high = ok(await h.service.triggerAlert('data_sync_failure', {}));
  const medium = ok(await h.service.triggerAlert('performance_issue', {}));
  assert.equal(ok(await h.service.acknowledgeAlert(high.id, 'ann', ''))?.acknowledgement?.expiresAt, h.clock.now() + 2 * hour);
  assert.equal(ok(await h.service.acknowledgeAlert(medium.id, 'ann', ''))?.acknowledgement?.expiresAt, null);
});

test('a late acknowledgement or resolution changes nothing and answers null, as does one of no incident', async () => {
  const h = createHarness();
  const { id } = ok(await h.service.triggerAlert('critical_error', {}));
  ok(await h.service.resolveAlert(id, 'ann', 'Fixed'));
  assert.deepEqual(await h.service.acknowledgeAlert(id, 'bob', 'on it'), { ok: true, value: null });
  assert.equal((await h.service.getAlertHistory())[0]?.status, 'resolved');
  assert.deepEqual(await h.service.resolveAlert('alert_123', 'user_456', 'Fixed database connection'), { ok: true, value: null });
  const nobody = await h.service.resolveAlert(id, '', 'x');
  assert.match(nobody.ok ? '' : nobody.error, /^userId: expected .*, got ""$/);
});

test('a silence keeps a new incident quiet; when it ends and it still fires, the first of the path is told', async () => {
  const h = createHarness();
  const silence = ok(await h.service.silence({ alertId: 'critical*' }, h.clock.now() + hour, 'ann', 'deploying'));
  const incident = ok(await h.service.triggerAlert('critical_error', {}));
  assert.equal(incident.silencedBy, silence.id);
  await h.pass(hour - 1);
  assert.deepEqual(h.sent, []);
  assert.deepEqual(h.events, []);
  assert.deepEqual(await h.service.getSilences(), [silence]);
  await h.pass(1);
  assert.deepEqual(told(h, 'notifications/email'), ['triggered dev-team']);
  assert.deepEqual(await h.service.getSilences(), []);
});

test('a silence over an open incident stops its escalation, but not the news that it is over', async () => {
  const h = createHarness();
  const { id } = ok(await h.service.triggerAlert('critical_error', {}));
  ok(await h.service.silence({ severity: 'CRITICAL' }, h.clock.now() + 12 * hour, 'ann', 'known'));
  await h.pass(hour);
  assert.deepEqual(told(h, 'notifications/email'), ['triggered dev-team']);
  ok(await h.service.resolveAlert(id, 'ann', 'Fixed'));
  assert.deepEqual(told(h, 'notifications/email'), ['triggered dev-team', 'resolved dev-team']);
});

test('a silence is checked at the door', async () => {
  const h = createHarness();
  const refused = async (...args: readonly unknown[]) => {
    const result = await (h.service.silence as (...args: readonly unknown[]) => ReturnType<typeof h.service.silence>)(...args);
    return result.ok ? '' : result.error;
  };
  assert.match(await refused({}, h.clock.now() + 1, 'ann', ''), /^matcher: expected .*, got {}$/);
  assert.match(await refused({ alertId: '*' }, h.clock.now(), 'ann', ''), /^until: expected .*, got ".*, past"$/);
  assert.match(await refused({ alertId: '*' }, (h.clock.now() + hour) / 1_000, 'ann', ''), /^until: /);
  for (const matcher of [{ name: 'x' }, { alertId: '*', name: 'x' }, { alertId: '' }, { category: 5 }])
    assert.match(await refused(matcher, h.clock.now() + 1, 'ann', ''), /^matcher: expected .*, got \{/);
  assert.match(await refused({ severity: 'SEVERE' }, h.clock.now() + 1, 'ann', ''), /^severity: expected .*, got "SEVERE"$/);
  assert.equal(await refused({ severity: 'HIGH', alertId: undefined }, h.clock.now() + 1, 'ann', ''), '');
  assert.match(await refused({ alertId: '*' }, h.clock.now() + 1, '', ''), /^userId: expected .*, got ""$/);
});

test('what comes back within the suppression window is counted, not paged', async () => {
  const h = createHarness();
  const trigger = () => h.store.write((tx) => h.service.trigger(tx, 'system_unhealthy', { status: 'UNHEALTHY' }, {}));
  const first = await trigger();
  const cleared = await h.store.write((tx) => h.service.clear(tx, 'system_unhealthy', 'healthy again'));
  assert.deepEqual(cleared.map(({ name }) => name), ['alert.resolved']);
  await h.pass(minute);
  const second = await trigger();
  assert.equal(second.incident?.id, first.incident?.id);
  assert.deepEqual(second.events, []);
  assert.deepEqual(told(h, 'notifications/email'), ['triggered ops-team', 'resolved ops-team']);
  const statistics = await h.service.getAlertStatistics();
  assert.equal(statistics.suppressed, 1);
  assert.equal(statistics.total, 1);
  assert.deepEqual(await h.store.write((tx) => h.service.clear(tx, 'system_unhealthy', 'healthy again')), []);
  assert.equal(h.sent.length, 4, 'who heard nothing of it hears nothing of its end');
  await h.pass(5 * minute);
  assert.notEqual((await trigger()).incident?.id, first.incident?.id);
});

test('a CRITICAL system is a CRITICAL incident, and the same one', async () => {
  const h = createHarness();
  const trigger = (status: string) => h.store.write((tx) => h.service.trigger(tx, 'system_unhealthy', { status }, {}));
  const first = await trigger('UNHEALTHY');
  assert.equal(first.incident?.severity, 'HIGH');
  const worse = await trigger('CRITICAL');
  assert.equal(worse.incident?.severity, 'CRITICAL');
  assert.equal(worse.incident.id, first.incident.id);
  assert.deepEqual(worse.events.map(({ name }) => name), ['alert.triggered']);
});

test('a silence of a severity holds for what has just become that', async () => {
  const h = createHarness();
  ok(await h.service.silence({ severity: 'CRITICAL' }, h.clock.now() + hour, 'ann', 'known'));
  const { incident } = await h.store.write((tx) => h.service.trigger(tx, 'system_unhealthy', { status: 'CRITICAL' }, {}));
  assert.ok(incident?.silencedBy);
  assert.deepEqual(h.sent, []);
});

test('after a long sleep missed pages are not replayed', async () => {
  const h = createHarness();
  ok(await h.service.triggerAlert('critical_error', {}));
  await h.pass(minute);
  h.clock.set(h.clock.now() + 8 * hour);
  await h.service.tick();
  assert.deepEqual(told(h, 'notifications/email'), ['triggered dev-team']);
  await h.pass(5 * minute);
  assert.deepEqual(told(h, 'notifications/email'), ['triggered dev-team', 'escalated ops-team']);
});

test('tick says when to come back: at the next deadline, or within its interval', async () => {
  const h = createHarness({ endpoint: 'https://api.example.com', alerts: { escalateAfter: { CRITICAL: 10_000, HIGH: 900_000, MEDIUM: 1_800_000, LOW: 3_600_000, INFO: 3_600_000 } } });
  assert.equal(await h.service.tick(), h.clock.now() + minute / 2);
  ok(await h.service.triggerAlert('critical_error', {}));
  assert.equal(await h.service.tick(), h.clock.now() + 10_000);
});

test('whoever shows alerts hears of repeats and deliveries too, for which there is no window event', async () => {
  const h = createHarness();
  const { id } = ok(await h.service.triggerAlert('critical_error', {}));
  for (const quiet of [
    () => h.store.write((tx) => h.service.trigger(tx, 'critical_error', {}, {})),
    () => h.store.write((tx) => h.service.notificationDelivered(tx, id, `${id}:SMS:triggered:2`, { kind: 'delivered', detail: 'HTTP 200' })),
  ]) {
    h.notices.length = 0;
    await quiet();
    assert.ok(h.notices.includes('alerts'));
  }
  assert.equal(h.events.length, 1);
});

test('delivery is visible on the incident', async () => {
  const h = createHarness();
  const { id } = ok(await h.service.triggerAlert('performance_issue', {}));
  await h.clock.advance(1_000);
  await h.store.write((tx) => h.service.notificationDelivered(tx, id, `${id}:SLACK:triggered:1`, { kind: 'rejected', detail: 'HTTP 404' }));
  const slack = (await h.service.getActiveAlerts())[0]?.notifications.find(({ channel }) => channel === 'SLACK');
  assert.deepEqual(slack, { key: `${id}:SLACK:triggered:1`, channel: 'SLACK', event: 'triggered', to: 'dev-team', status: 'dead', at: h.clock.now(), detail: 'HTTP 404' });
});

test('a new instance over the same store goes on between any two steps', async () => {
  const story = async (restarts: boolean) => {
    const h = createHarness();
    const between = () => restarts && h.restart();
    await h.observe({ calls: [...h.calls('ok', 10), ...h.calls('server_error', 5)] });
    between();
    await h.observe({ calls: h.calls('server_error', 5) });
    between();
    await h.pass(16 * minute);
    between();
    const [incident] = await h.service.getActiveAlerts();
    ok(await h.service.acknowledgeAlert(incident!.id, 'ann', 'on it'));
    between();
    await h.pass(2 * hour);
    between();
    for (let at = 0; at < 7; at += 1) {
      await h.observe({ calls: h.calls('ok', 5) });
      between();
      await h.pass(minute);
      between();
    }
    return { history: await h.service.getAlertHistory(), sent: h.sent, events: h.events };
  };
  const straight = await story(false);
  assert.deepEqual(straight.history[0]?.timeline.map(({ event }) => event), ['triggered', 'escalated', 'acknowledged', 'ack_expired', 'triggered', 'resolved']);
  assert.deepEqual(await story(true), straight);
});

test('active alerts come worst first, then newest; both reads filter', async () => {
  const h = createHarness();
  for (const id of ['performance_issue', 'critical_error', 'high_error_rate', 'payment_failures']) {
    ok(await h.service.triggerAlert(id, {}));
    await h.clock.advance(1_000);
  }
  const ids = (incidents: readonly { alertId: string }[]) => incidents.map(({ alertId }) => alertId);
  assert.deepEqual(ids(await h.service.getActiveAlerts()), ['payment_failures', 'critical_error', 'high_error_rate', 'performance_issue']);
  assert.deepEqual(ids(await h.service.getActiveAlerts('system', 'HIGH')), ['high_error_rate']);
  assert.deepEqual(ids(await h.service.getAlertHistory(2)), ['payment_failures', 'high_error_rate']);
  assert.deepEqual(ids(await h.service.getAlertHistory(10, 'performance')), ['performance_issue']);
});
