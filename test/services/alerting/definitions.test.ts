import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHarness, hour, minute, ok } from './harness.ts';

const custom = { name: 'Custom Business Metric', category: 'business', severity: 'HIGH', threshold: 50, window: 30, description: 'Custom metric exceeded threshold', channels: ['IN_APP', 'EMAIL'], escalationPath: ['team-lead', 'management'] } as const;

test('an unknown alert is an error that names the known ones', async () => {
  const h = createHarness();
  const result = await h.service.triggerAlert('high_eror_rate', {});
  assert.match(result.ok ? '' : result.error, /unknown alert "high_eror_rate"; known: high_error_rate, api_response_time/);
  const explained = await h.service.explain('nope');
  assert.equal(explained.state, 'not_registered');
});

test('a registered alert can be triggered, explained and taken away, also after a restart', async () => {
  const h = createHarness();
  const definition = ok(await h.service.registerAlert('custom_metric', custom));
  assert.equal(definition.evaluation, 'manual');
  assert.equal((await h.service.explain('custom_metric')).step, 'manual_only');
  h.restart();
  assert.equal((await h.service.getAlertDefinitions()).length, 11);
  const incident = ok(await h.service.triggerAlert('custom_metric', { value: 60 }));
  assert.equal(incident.escalation.path[0], 'team-lead');
  await h.pass(24 * hour);
  assert.equal((await h.service.explain('custom_metric')).state, 'firing');
  ok(await h.service.unregisterAlert('custom_metric'));
  assert.deepEqual(await h.service.getActiveAlerts(), []);
  assert.equal((await h.service.triggerAlert('custom_metric', {})).ok, false);
});

test('a wrong registration says what is wrong and registers nothing', async () => {
  const h = createHarness();
  const result = await h.service.registerAlert('custom_metric', { ...custom, severity: 'SEVERE' as 'HIGH', window: 0 });
  assert.match(result.ok ? '' : result.error, /^\w+: expected .*, got (0|"SEVERE")$/);
  assert.equal((await h.service.getAlertDefinitions()).length, 10);
});

test('a tuned built-in alert is still evaluated; one taken away is not, until it is registered again', async () => {
  const h = createHarness();
  const { id: _id, builtIn: _builtIn, evaluation: _evaluation, ...errorRate } = (await h.service.getAlertDefinitions())[0]!;
  ok(await h.service.registerAlert('high_error_rate', { ...errorRate, threshold: 0.5 }));
  await h.observe({ calls: [...h.calls('ok', 15), ...h.calls('server_error', 5)] });
  assert.deepEqual(await h.service.getActiveAlerts(), []);
  ok(await h.service.unregisterAlert('high_error_rate'));
  await h.observe({ calls: h.calls('server_error', 100) });
  assert.deepEqual(await h.service.getActiveAlerts(), []);
  ok(await h.service.registerAlert('high_error_rate', errorRate));
  await h.observe({ calls: h.calls('server_error', 1) });
  assert.equal((await h.service.getActiveAlerts()).length, 1);
});

test('what a page hands in is scrubbed and bounded before it is stored', async () => {
  const h = createHarness();
  const circular = { big: 'x'.repeat(20_000), who: 'jane@example.com', n: 1 };
  const incident = ok(await h.service.triggerAlert('critical_error', circular, { by: 'jane@example.com' }));
  assert.deepEqual(incident.data, { who: '[EMAIL]', n: 1 });
  assert.deepEqual(incident.context, { by: '[EMAIL]' });
  const resolved = ok(await h.service.resolveAlert(incident.id, 'ann', 'told jane@example.com'));
  assert.equal(resolved?.resolution?.text, 'told [EMAIL]');
});

test('explain tells the numbers of the last evaluation and the step that stopped it', async () => {
  const h = createHarness();
  const never = await h.service.explain('high_error_rate');
  assert.equal(never.state, 'insufficient_data');
  assert.equal(never.step, 'no_data');
  await h.observe({ calls: [...h.calls('ok', 10), ...h.calls('server_error', 1)] });
  const few = await h.service.explain('high_error_rate');
  assert.deepEqual([few.step, few.state, few.sampleSize, few.evaluatedAt], ['too_few_samples', 'insufficient_data', 11, h.clock.now()]);
  ok(await h.service.silence({ alertId: 'high_error_rate' }, h.clock.now() + hour, 'ann', 'known'));
  await h.observe({ calls: h.calls('server_error', 20) });
  const silenced = await h.service.explain('high_error_rate');
  assert.deepEqual([silenced.step, silenced.state], ['silenced', 'firing']);
  assert.ok(silenced.lowerBound! > 0.05 && silenced.lowerBound! < silenced.value!);
  assert.match(silenced.text, /67\.7 % of 31 in 5 min, the limit is 5 %/);
  assert.equal((await h.service.explain('critical_error')).step, 'below_threshold');
});

test('statistics: who was how fast, by severity, category and channel', async () => {
  const h = createHarness();
  for (const [id, taken, fixed] of [['critical_error', 1, 10], ['high_error_rate', 3, 20], ['performance_issue', 0, 60]] as const) {
    const incident = ok(await h.service.triggerAlert(id, {}));
    await h.clock.advance(taken * minute);
    if (taken) ok(await h.service.acknowledgeAlert(incident.id, 'ann', ''));
    await h.clock.advance((fixed - taken) * minute);
    ok(await h.service.resolveAlert(incident.id, 'ann', 'done'));
  }
  ok(await h.service.triggerAlert('security_breach', {}));
  const statistics = await h.service.getAlertStatistics('24h');
  assert.deepEqual([statistics.total, statistics.active, statistics.acknowledged, statistics.resolved], [4, 1, 0, 3]);
  assert.deepEqual(statistics.bySeverity, { CRITICAL: 2, HIGH: 1, MEDIUM: 1 });
  assert.deepEqual(statistics.byCategory, { system: 2, performance: 1, security: 1 });
  assert.equal(statistics.byChannel.IN_APP, 7);
  assert.deepEqual(statistics.mtta, { median: minute, p90: 3 * minute, count: 2 });
  assert.deepEqual(statistics.mttr, { median: 20 * minute, p90: 60 * minute, count: 3 });
  assert.equal((await h.service.getAlertStatistics({ from: 0, to: 1 })).mttr, null);
  await assert.rejects(h.service.getAlertStatistics('1y' as '1h'), /expected .*15m, 1h/);
});

test('a user can be found in incidents and silences, and taken out of them', async () => {
  const h = createHarness();
  const incident = ok(await h.service.triggerAlert('critical_error', { userId: 'user_123' }));
  ok(await h.service.acknowledgeAlert(incident.id, 'user_456', 'Investigating'));
  ok(await h.service.silence({ alertId: '*' }, h.clock.now() + hour, 'user_456', 'noise'));
  const find = (userId: string) => h.store.read((tx) => h.service.exportUser(tx, userId));
  assert.equal((await find('user_456')).length, 2);
  assert.equal(await h.store.write((tx) => h.service.eraseUser(tx, 'user_456')), 2);
  assert.deepEqual(await find('user_456'), []);
  assert.equal((await find('user_123')).length, 1);
  const [kept] = await h.service.getActiveAlerts();
  assert.equal(kept?.acknowledgement?.userId, '[erased]');
  assert.equal(kept.status, 'acknowledged');
});

test('history is kept 90 days, what still fires longer, counters only as long as a window can ask for them', async () => {
  const h = createHarness();
  const old = ok(await h.service.triggerAlert('performance_issue', {}));
  ok(await h.service.resolveAlert(old.id, 'ann', ''));
  ok(await h.service.triggerAlert('critical_error', {}));
  await h.observe({ calls: h.calls('ok', 5), errors: [h.error('a')], logs: h.logs('user_action', 'booking_started') });
  const prune = () => h.store.write((tx) => h.service.prune(tx, h.clock.now()));
  const rows = () => h.store.read((tx) => tx.list('counters'));
  await prune();
  assert.equal((await rows()).length, 3);
  await h.clock.advance(2 * 24 * hour);
  await prune();
  assert.deepEqual((await rows()).map(({ key }) => key.split(':')[0]), ['alert/3600000', 'alert/sessions']);
  await h.clock.advance(89 * 24 * hour);
  await prune();
  assert.deepEqual((await h.service.getAlertHistory()).map(({ alertId }) => alertId), ['critical_error']);
  assert.equal((await rows()).length, 1, 'the sessions last heard of');
});
