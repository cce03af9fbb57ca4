import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHarness, hour, minute, ok, type Harness } from './harness.ts';

const told = (h: Harness, alertId: string): readonly string[] => h.sent.filter(({ endpoint, item }) => endpoint === 'notifications/slack' && item.alertId === alertId).map(({ item }) => `${item.event} ${item.to}`);
const check = (h: Harness, status: string, staleAt = h.clock.now() + 24 * hour) => h.store.write(async (tx) => tx.put('checks', { key: 'api_connectivity', status, staleAt } as never));

async function open(h: Harness, alertId: string) {
  return (await h.service.getActiveAlerts()).find((incident) => incident.alertId === alertId);
}

test('while the API does not answer, what needs it is open and says by what, and nobody is told', async () => {
  const h = createHarness();
  await check(h, 'UNHEALTHY');
  const incident = ok(await h.service.triggerAlert('data_sync_failure', {}));
  assert.equal(incident.inhibitedBy, 'api_connectivity');
  assert.deepEqual(incident.timeline.map(({ event, text }) => [event, text]), [['inhibited', 'Data Sync Failure; inhibited: api_connectivity']]);
  await h.pass(hour);
  assert.deepEqual([told(h, 'data_sync_failure'), h.events], [[], []]);
  assert.equal((await h.service.explain('data_sync_failure')).step, 'inhibited');
  assert.equal((await open(h, 'data_sync_failure'))?.timeline.length, 1, 'an hour of it is one line');
  await check(h, 'HEALTHY');
  await h.pass(2 * minute);
  assert.deepEqual(told(h, 'data_sync_failure'), ['triggered data-team']);
  assert.equal((await open(h, 'data_sync_failure'))?.inhibitedBy, null);
});

test('a check that nobody made lately, or that is only slow, explains nothing', async () => {
  const h = createHarness();
  await check(h, 'UNHEALTHY', h.clock.now() - 1);
  assert.equal(ok(await h.service.triggerAlert('data_sync_failure', {})).inhibitedBy, null);
  await check(h, 'DEGRADED');
  assert.equal(ok(await h.service.triggerAlert('payment_failures', {})).inhibitedBy, null);
});

test('failing calls explain slow calls and failing payments of the same batch; not the other way round, and not a breach', async () => {
  const h = createHarness();
  await h.observe({ calls: [...h.calls('server_error', 20, 5_000), ...h.calls('ok', 20, 5_000)], logs: [...h.logs('business', 'payment_failed', 30), ...h.logs('security', 'tampered')] });
  const by = Object.fromEntries((await h.service.getActiveAlerts()).map(({ alertId, inhibitedBy }) => [alertId, inhibitedBy]));
  assert.deepEqual(by, { security_breach: null, payment_failures: 'high_error_rate', high_error_rate: null, api_response_time: 'high_error_rate' });
  assert.deepEqual([told(h, 'payment_failures'), told(h, 'high_error_rate')], [[], ['triggered dev-team']]);
});

test('a page says itself what its own alert depends on', async () => {
  const h = createHarness();
  const own = { name: 'Search', category: 'system', severity: 'MEDIUM', threshold: 1, window: 5, channels: ['SLACK'], dependsOn: ['index_down'] } as const;
  ok(await h.service.registerAlert('index_down', { ...own, dependsOn: [] }));
  ok(await h.service.registerAlert('search_slow', own));
  ok(await h.service.triggerAlert('index_down', {}));
  assert.equal(ok(await h.service.triggerAlert('search_slow', {})).inhibitedBy, 'index_down');
  const wrong = await h.service.registerAlert('search_slow', { ...own, dependsOn: ['no such id'] });
  assert.match(wrong.ok ? '' : wrong.error, /^dependsOn: expected /);
});

test('a maintenance window keeps quiet in its hours, every week, and only then', async () => {
  const h = createHarness();
  // 2026-01-05 is a Monday; 09:00 UTC is 10:00 in Berlin.
  const window = { days: ['Mon'], from: '10:30', to: '11:30', timeZone: 'Europe/Berlin' } as const;
  const silence = ok(await h.service.addMaintenance({ alertId: 'data*' }, window, 'ann', 'weekly import'));
  assert.deepEqual([silence.maintenance, (await h.service.getSilences()).length], [window, 1]);
  ok(await h.service.resolveAlert(ok(await h.service.triggerAlert('data_sync_failure', {})).id, 'ann', ''));
  assert.deepEqual(told(h, 'data_sync_failure'), ['triggered data-team', 'resolved data-team']);
  await h.pass(45 * minute);
  const quiet = ok(await h.service.triggerAlert('data_sync_failure', {}));
  assert.equal(quiet.silencedBy, silence.id);
  assert.equal(quiet.escalation.nextAt, Date.UTC(2026, 0, 5, 10, 30), 'the end of these hours, not of the window');
  await h.pass(44 * minute);
  assert.equal(told(h, 'data_sync_failure').length, 2);
  await h.pass(2 * minute);
  assert.deepEqual(told(h, 'data_sync_failure').slice(2), ['triggered data-team']);
  ok(await h.service.resolveAlert(quiet.id, 'ann', ''));
  h.clock.set(Date.UTC(2026, 6, 13, 9));
  assert.equal(ok(await h.service.triggerAlert('data_sync_failure', {})).silencedBy, silence.id, 'half a year later, in summer time');
});

test('a maintenance window that is wrong says what; one without an end ends in a year', async () => {
  const h = createHarness();
  const window = { days: ['Mon'], from: '10:30', to: '11:30', timeZone: 'UTC' } as const;
  for (const [result, expected] of [
    [await h.service.addMaintenance({ alertId: '*' }, { ...window, from: '25:00' }, 'ann', ''), /^window\.from: /],
    [await h.service.addMaintenance({}, window, 'ann', ''), /^matcher: /],
    [await h.service.addMaintenance({ alertId: '*' }, window, '', ''), /^userId: /],
    [await h.service.addMaintenance({ alertId: '*' }, window, 'ann', '', h.clock.now() + 500 * 24 * hour), /^until: expected a year from now at most/],
    [await h.service.addMaintenance({ alertId: '*' }, window, 'ann', '', h.clock.now() - 1), /^until: /],
  ] as const)
    assert.match(result.ok ? '' : result.error, expected);
  const year = ok(await h.service.addMaintenance({ alertId: '*' }, window, 'ann', ''));
  assert.equal(year.until, h.clock.now() + 366 * 24 * hour);
});

test('a silence can be ended early: what still fires is told at the next look; who ended it stands in its reason', async () => {
  const h = createHarness();
  const silence = ok(await h.service.silence({ alertId: '*' }, h.clock.now() + 12 * hour, 'ann', 'deploying'));
  ok(await h.service.triggerAlert('data_sync_failure', {}));
  await h.pass(10 * minute);
  assert.deepEqual(told(h, 'data_sync_failure'), []);
  assert.equal(ok(await h.service.endSilence(silence.id, 'bob'))?.reason, 'deploying (ended by bob)');
  await h.pass(30_000);
  assert.deepEqual(told(h, 'data_sync_failure'), ['triggered data-team']);
  assert.deepEqual(await h.service.getSilences(), []);
  assert.equal(ok(await h.service.endSilence(silence.id, 'bob')), null);
  assert.equal(ok(await h.service.endSilence('nope', 'bob')), null);
});

test('what flaps keeps quiet and says so; it is told once it is steady', async () => {
  const h = createHarness();
  ok(await h.service.registerAlert('high_error_rate', { name: 'Mine', category: 'system', severity: 'HIGH', threshold: 0.05, window: 1 }));
  const round = async (outcome: 'ok' | 'server_error') => {
    await h.observe({ calls: h.calls(outcome, 30) });
    await h.pass(30_000);
    h.clock.set(h.clock.now() + 30_000);
  };
  await round('server_error');
  for (let at = 0; at < 6; at += 1) {
    await round('ok');
    await round('server_error');
  }
  const incident = await open(h, 'high_error_rate');
  assert.equal(incident?.flapping, true);
  const heard = told(h, 'high_error_rate').length;
  assert.equal((await h.service.explain('high_error_rate')).step, 'flapping');
  for (let at = 0; at < 40; at += 1) {
    await h.observe({ calls: h.calls('server_error', 30) });
    await h.pass(30_000);
  }
  assert.equal((await open(h, 'high_error_rate'))?.flapping, false);
  assert.ok(told(h, 'high_error_rate').length > heard);
});

test('the way of a notification: queued, tried, taken, arrived, or dead', async () => {
  const h = createHarness(undefined, false);
  const { id } = ok(await h.service.triggerAlert('performance_issue', {}));
  const key = `${id}:SLACK:triggered:1`;
  const state = async () => (await h.service.getActiveAlerts())[0]?.notifications.find((one) => one.key === key)?.status;
  const outcome = (kind: 'delivered' | 'retry' | 'rejected', body?: unknown) => h.store.write((tx) => h.service.notificationDelivered(tx, id, key, { kind, detail: '', body }));
  assert.equal(await state(), 'queued');
  await outcome('retry');
  assert.equal(await state(), 'sent');
  for (const [body, expected] of [
    [null, 'accepted'],
    [{ ok: true }, 'accepted'],
    [{ accepted: [key] }, 'accepted'],
    [{ accepted: ['another'] }, 'sent'],
    [{ accepted: [key], confirmed: [key] }, 'confirmed'],
    [{ status: 'confirmed' }, 'confirmed'],
    [{ accepted: [], refused: [{ id: key, reason: 'no such receiver' }] }, 'dead'],
    ['<html>', 'accepted'],
  ] as const) {
    await outcome('delivered', body);
    assert.equal(await state(), expected, JSON.stringify(body));
  }
  await outcome('rejected');
  assert.equal(await state(), 'dead');
});

test('PUSH goes through the backend, and is shown by the page where there is none', async () => {
  const own = { name: 'Own', category: 'system', severity: 'HIGH', threshold: 1, window: 5, channels: ['PUSH'] } as const;
  for (const [options, status, queued] of [[{ endpoint: 'https://api.example.com' }, 'queued', 1], [{}, 'sent', 0]] as const) {
    const h = createHarness(options);
    ok(await h.service.registerAlert('own', own));
    const { notifications } = ok(await h.service.triggerAlert('own', {}));
    assert.deepEqual(notifications.map((one) => `${one.channel} ${one.status}`), [`PUSH ${status}`]);
    assert.equal(h.sent.filter(({ endpoint }) => endpoint === 'notifications/push').length, queued);
  }
});

test('WEBHOOK without a URL of its own goes through the backend, for the alerts that name it', async () => {
  const h = createHarness();
  ok(await h.service.registerAlert('own', { name: 'Own', category: 'system', severity: 'HIGH', threshold: 1, window: 5, channels: ['WEBHOOK'] }));
  ok(await h.service.triggerAlert('own', {}));
  ok(await h.service.triggerAlert('performance_issue', {}));
  assert.deepEqual(h.sent.filter(({ endpoint }) => /ebhook/.test(endpoint)).map(({ endpoint, item }) => `${endpoint} ${item.alertId}`), ['notifications/webhook own']);
});

test('evidence for the fleet: only where it is asked for; at the beginning, once a minute, when it gets worse, at the end', async () => {
  const evidence = (h: Harness) => h.sent.filter(({ endpoint }) => endpoint === 'alerts/evidence').map(({ item }) => item as unknown as Record<string, unknown>);
  const quiet = createHarness();
  ok(await quiet.service.triggerAlert('critical_error', {}));
  assert.deepEqual(evidence(quiet), []);

  const h = createHarness({ app: 'clinic', environment: 'test', endpoint: 'https://api.example.com', alerts: { fleet: true } });
  const begun = h.clock.now();
  const { id } = ok(await h.service.triggerAlert('system_unhealthy', { status: 'UNHEALTHY', value: 3, sampleSize: 20 }));
  const [first] = evidence(h);
  assert.deepEqual({ ...first, id: '', installId: '' }, { id: '', key: 'clinic:test:system_unhealthy', alertId: 'system_unhealthy', severity: 'HIGH', installId: '', sessions: 1, value: 3, sampleSize: 20, state: 'firing', at: begun });
  assert.match(String(first?.['installId']), /^install:\w+$/);
  await h.pass(5 * minute);
  assert.ok(Math.abs(evidence(h).length - 6) <= 1, String(evidence(h).length));
  const before = evidence(h).length;
  await h.store.write((tx) => h.service.trigger(tx, 'system_unhealthy', { status: 'CRITICAL' }));
  assert.deepEqual(evidence(h).slice(before).map(({ severity }) => severity), ['CRITICAL']);
  ok(await h.service.acknowledgeAlert(id, 'ann', ''));
  h.restart();
  ok(await h.service.resolveAlert(id, 'ann', ''));
  const all = evidence(h);
  assert.equal(all.at(-1)?.['state'], 'resolved');
  assert.deepEqual([new Set(all.map(({ key }) => key)).size, new Set(all.map(({ installId }) => installId)).size], [1, 1]);
  assert.equal(new Set(all.map((one) => one['id'])).size, all.length);
});

test('statistics: noise, time in each state, deliveries, the noisiest alerts, and a series', async () => {
  const h = createHarness();
  const begun = h.clock.now();
  const first = ok(await h.service.triggerAlert('critical_error', {}));
  await h.pass(2 * minute);
  ok(await h.service.acknowledgeAlert(first.id, 'ann', ''));
  await h.pass(10 * minute);
  ok(await h.service.resolveAlert(first.id, 'ann', ''));
  await h.pass(hour);
  ok(await h.service.silence({ alertId: 'data*' }, h.clock.now() + 10 * minute, 'ann', ''));
  await h.observe({ logs: h.logs('business', 'sync_failed') });
  for (let at = 0; at < 20; at += 1) {
    await h.pass(minute);
    await h.observe({ logs: h.logs('business', 'sync_completed') });
  }
  const found = await h.service.getAlertStatistics('24h');
  assert.deepEqual(found.noise, { suppressed: 0, flapping: 0, unattended: 1, share: 0.5 });
  assert.deepEqual(found.byAlert.map(({ alertId, count, open: still }) => [alertId, count, still]), [['critical_error', 1, 0], ['data_sync_failure', 1, 0]]);
  assert.equal(found.timeIn.acknowledged, 10 * minute);
  assert.equal(found.timeIn.muted, 10 * minute);
  assert.ok(Math.abs(found.timeIn.firing + found.timeIn.recovering - 27 * minute) <= 2 * minute, JSON.stringify(found.timeIn));
  assert.ok(found.timeIn.recovering >= 14 * minute);
  assert.equal(Object.values(found.deliveries).reduce((sum, count) => sum + (count ?? 0), 0), h.sent.length + (await h.service.getAlertHistory()).flatMap(({ notifications }) => notifications).filter(({ channel }) => channel === 'IN_APP').length);
  assert.equal(found.series.step, hour);
  assert.equal(found.series.points.length, 24);
  assert.deepEqual(found.series.points.map(({ bySeverity }) => bySeverity).filter((counts) => Object.keys(counts).length), [{ CRITICAL: 1 }, { HIGH: 1 }]);
  assert.equal(found.series.points.reduce((sum, { resolved }) => sum + resolved, 0), 2);
  const quarter = await h.service.getAlertStatistics({ from: begun - 89 * 24 * hour, to: h.clock.now() });
  assert.deepEqual([quarter.series.step, quarter.series.points.length], [24 * hour, 90]);
});
