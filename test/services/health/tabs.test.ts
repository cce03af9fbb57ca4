import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HealthStatus, TaskResult } from '../../../src/contract/health.ts';
import { answered, start, up } from './harness.ts';

const outcome = (taskId: string, status: HealthStatus, message = ''): TaskResult => ({ taskId, status, message, duration: 5, metadata: {} });
const custom = { id: 'basket', name: 'Basket', tier: 'important' as const, tabId: 't1' };

test('a check whose function lives in a tab is asked of that tab and takes its answer', async () => {
  const ops = start();
  await ops.see('t1');
  const registered = await ops.health.register(custom);
  assert.ok(registered.ok && registered.value.enabled);
  await ops.health.tick();
  assert.ok(ops.notices.includes('tasks'));
  const [task] = await ops.health.tasks('t1');
  assert.ok(task);
  assert.deepEqual([task.kind, task.checkId, task.deadline - task.createdAt], ['check', 'basket', 8_000]);
  await ops.health.completeTask({ ...outcome(task.id, 'HEALTHY', 'of anna@clinic.example'), metadata: { items: 3 } });
  const basket = await ops.check('basket');
  assert.equal(basket.status, 'HEALTHY');
  assert.equal(basket.message, 'of [email]');
  assert.equal(basket.metadata['items'], 3);
  assert.equal((await ops.health.tasks('t1')).length, 0);
  await ops.health.completeTask(outcome(task.id, 'UNHEALTHY'));
  assert.equal((await ops.check('basket')).recent.length, 1, 'an answer counts once');
});

test('forcing such a check waits for the tab, and a task that is not done by its deadline has failed', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.health.register(custom);
  const forced = ops.health.forceHealthCheck('basket');
  await ops.clock.advance(0);
  const [task] = await ops.health.tasks('t1');
  assert.ok(task);
  await ops.health.completeTask(outcome(task.id, 'DEGRADED', 'slow'));
  await ops.clock.advance(100);
  const done = await forced;
  assert.ok(done.ok && done.value.status === 'DEGRADED');

  const hung = ops.health.forceHealthCheck('basket');
  await ops.clock.advance(0);
  assert.equal((await ops.health.tasks('t1')).length, 1);
  await ops.clock.advance(8_000);
  await hung;
  const basket = await ops.check('basket');
  assert.equal(basket.recent.at(-1)?.status, 'UNHEALTHY');
  assert.match(basket.message, /no result within 8000 ms/);
});

test('a hidden tab that is frozen fails no check: what it does not say is unknown, not bad', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.health.register(custom);
  await ops.health.tick();
  const [task] = await ops.health.tasks('t1');
  assert.ok(task);
  await ops.health.completeTask(outcome(task.id, 'HEALTHY'));
  ops.hang('t1');
  await ops.store.write(async (tx) => tx.put('tabs', { key: 't1', visible: false, gone: false, lastSeen: ops.clock.now() }));
  await ops.pass(600_000);
  const basket = await ops.check('basket');
  assert.deepEqual(basket.recent.map(({ status }) => status), ['HEALTHY']);
  assert.deepEqual([basket.status, basket.stale, basket.enabled], ['UNKNOWN', true, true]);
  assert.equal((await ops.check('frontend_health')).status, 'HEALTHY');
});

test('when the tab goes its check says so and is not counted; another tab that offers it takes over', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.see('t2');
  await ops.health.register(custom);
  await ops.health.tick();
  const total = (await ops.health.getSystemStatus()).summary.total;
  await ops.leave('t1');
  const orphan = await ops.check('basket');
  assert.equal(orphan.enabled, false);
  assert.equal(orphan.reason, 'its tab is closed');
  assert.equal((await ops.health.getSystemStatus()).summary.total, total - 1);
  assert.equal((await ops.health.tasks('t1')).length, 0);
  await ops.health.register({ ...custom, tabId: 't2' });
  await ops.health.tick();
  assert.equal((await ops.health.tasks('t2')).length, 1);
});

test('a tab that was closed while no runtime lived does not fail its checks', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.health.register(custom);
  await ops.health.tick();
  ops.hang('t1');
  await ops.clock.advance(3_600_000);
  const again = ops.restart();
  await again.sweep();
  await again.see('t9');
  await again.pass(120_000);
  const basket = await again.check('basket');
  assert.equal(basket.enabled, false);
  assert.equal(basket.recent.length, 0);
  assert.equal((await again.health.getSystemStatus()).status, 'HEALTHY', JSON.stringify((await again.health.getAllHealthChecks()).map(({ id, status, message }) => [id, status, message])));
  await again.leave('t1');
  await again.clock.advance(1_000);
  await again.store.write(async (tx) => tx.put('tabs', { key: 't1', visible: true, gone: false, lastSeen: again.clock.now() }));
  assert.equal((await again.check('basket')).enabled, true, 'a page that comes back from the bfcache goes on');
});

test('registered checks with a URL or a component run without a tab and survive a restart', async () => {
  const ops = start();
  await ops.see('t1');
  ops.answer(({ url }) => (url.includes('partner') ? answered(200, 'ok') : answered(200, up({ labs: 'warn' }))));
  assert.ok((await ops.health.register({ id: 'partner', name: 'Partner', tier: 'normal', url: 'https://partner.example/ready' })).ok);
  assert.ok((await ops.health.register({ id: 'labs', name: 'Labs', tier: 'normal', component: 'labs' })).ok);
  await ops.pass(10_000);
  const again = ops.restart();
  assert.equal((await again.check('partner')).status, 'HEALTHY');
  assert.equal((await again.check('labs')).status, 'DEGRADED');
  for (const [wrong, said] of [
    [{ id: 'memory_usage', name: 'x', tier: 'normal', url: 'https://x.example/' }, /id: expected .*got "memory_usage/],
    [{ id: 'x', name: 'x', tier: 'urgent', url: 'https://x.example/' }, /tier: expected .*critical\|important\|normal\|background.*, got "urgent"/],
    [{ id: 'x', name: 'x', tier: 'normal' }, /number of check, component, url: expected .*, got 0/],
    [{ id: 'x y', name: 'x', tier: 'normal', url: 'https://x.example/' }, /id: expected .*, got "x y"/],
    [{ id: 'x', name: 'x', tier: 'normal', url: 'https://x.example/', component: 'x' }, /got 2$/],
    [{ id: 'x', name: 'x', tier: 'normal', url: '/ready' }, /url: expected .*https\?.*, got "no URL: \/ready"/],
    [{ id: 'x', name: 'x', tier: 'normal', url: 'file:///etc/motd' }, /url: expected .*, got "file:/],
    [{ id: 'x', name: 'x', tier: 'normal', component: 'x', interval: '5m' }, /interval: expected 1000 to 86400000 ms, got "5m"/],
    [{ id: 'x', name: 'x', tier: 'normal', component: 'x', interval: 30 }, /interval: .*, got 30$/],
    [{ id: 'x', name: 'x', tier: 'normal', url: 'https://x.example/', timeout: 600_000 }, /timeout: expected 1 to 60000 ms, got 600000/],
    [{ id: 'x', name: 'x', tier: 'normal', url: 'https://x.example/', dependsOn: 'x' }, /health check x: dependsOn: expected a check that does not depend on it, got x/],
    [{ id: 'api_connectivity', name: 'x', tier: 'normal', url: 'https://x.example/', dependsOn: 'labs' }, /api_connectivity: dependsOn: .*got labs/],
  ] as const) {
    const refused = await ops.health.register(wrong as never);
    assert.ok(!refused.ok && said.test(refused.error), JSON.stringify(refused));
  }
});

test('two checks that wait for one another are refused, however long the way round', async () => {
  const ops = start();
  await ops.see('t1');
  const check = (id: string, dependsOn: string) => ops.health.register({ id, name: id, tier: 'normal', url: `https://${id}.example/`, dependsOn });
  for (const [id, dependsOn] of [['a', 'b'], ['b', 'c'], ['c', 'nowhere']] as const) assert.ok((await check(id, dependsOn)).ok);
  const round = await check('c', 'a');
  assert.ok(!round.ok && /health check c: dependsOn: .*got a/.test(round.error), JSON.stringify(round));
  assert.ok((await check('c', 'd')).ok);
});

test('the patience of a component is that of the report, which is asked for once for all', async () => {
  const ops = start();
  await ops.see('t1');
  assert.ok((await ops.health.register({ id: 'labs', name: 'Labs', tier: 'critical', component: 'labs', timeout: 1 })).ok);
  await ops.pass(60_000);
  assert.deepEqual([...new Set(ops.requests.map(({ timeout }) => timeout))], [5_000]);
});

test('a failing check calls its recovery; what it achieved is verified by the check and written down', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(5_000);
  assert.ok((await ops.health.registerRecovery('payment_gateway', 'reload-script', 't1')).ok);
  ops.answer(answered(503, up({ payment: 'fail' })));
  for (let run = 0; run < 3; run++) await ops.health.forceHealthCheck('payment_gateway');
  await ops.pass(7_000);
  const [first] = await ops.health.tasks('t1');
  assert.ok(first);
  assert.deepEqual([first.kind, first.action], ['recovery', 'reload-script']);
  assert.equal((await ops.check('payment_gateway')).recoveries[0]?.outcome, 'running');
  await ops.health.completeTask(outcome(first.id, 'HEALTHY'));
  await ops.health.tick();
  assert.equal((await ops.check('payment_gateway')).recoveries[0]?.outcome, 'not_recovered', 'that the action ran is not enough');

  await ops.pass(37_000);
  const [second] = await ops.health.tasks('t1');
  assert.ok(second);
  ops.answer(answered(200, up()));
  await ops.health.completeTask(outcome(second.id, 'HEALTHY'));
  await ops.health.tick();
  const attempts = (await ops.check('payment_gateway')).recoveries;
  assert.deepEqual(attempts.map(({ outcome, attempt }) => [outcome, attempt]), [['recovered', 2], ['not_recovered', 1]]);
  await ops.pass(30_000);
  assert.equal((await ops.check('payment_gateway')).status, 'HEALTHY');
  assert.equal((await ops.health.tasks('t1')).length, 0);
});

test('after three attempts that did not help the breaker opens, and lets one through after five minutes', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.health.registerRecovery('payment_gateway', 'retry', 't1');
  ops.answer(answered(503, up({ payment: 'fail' })));
  const attempts: number[] = [];
  const began = ops.clock.now();
  while (ops.clock.now() - began < 1_500_000) {
    await ops.pass(1_000);
    for (const task of await ops.health.tasks('t1')) {
      attempts.push(ops.clock.now() - began);
      await ops.health.completeTask(outcome(task.id, 'UNHEALTHY', 'script refused'));
    }
  }
  assert.equal(attempts.length, 5, attempts.join(', '));
  const [, , third, fourth, fifth] = attempts;
  assert.ok(third && fourth && fifth && fourth - third >= 300_000 && fourth - third < 362_000 && fifth - fourth >= 600_000);
  assert.equal((await ops.check('payment_gateway')).recoveries[0]?.message, 'script refused');
});

test('a person may run a recovery by hand; without its tab that is said', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(5_000);
  await ops.health.registerRecovery('email_service', 'retry', 't1');
  const wrong = await ops.health.runRecovery('email_service', 'reboot');
  assert.equal(wrong.ok, false);
  const begun = await ops.health.runRecovery('email_service', 'retry');
  assert.ok(begun.ok && begun.value.recoveries[0]?.outcome === 'running');
  const twice = await ops.health.runRecovery('email_service', 'retry');
  assert.ok(!twice.ok && /its tab is at work/.test(twice.error));
  await ops.leave('t1');
  const ended = await ops.check('email_service');
  assert.deepEqual([ended.recoveries[0]?.outcome, ended.recoveries[0]?.message], ['failed', 'its tab does not answer']);
  const gone = await ops.health.runRecovery('email_service', 'retry');
  assert.ok(!gone.ok && /its tab is closed/.test(gone.error));
});

test('a recovery of a check whose function lives in the tab is verified by that function, also by another runtime', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.health.register(custom);
  await ops.health.registerRecovery('basket', 'reload', 't1');
  assert.ok((await ops.health.runRecovery('basket', 'reload')).ok);
  const [action] = await ops.health.tasks('t1');
  assert.ok(action && action.kind === 'recovery');
  await ops.health.completeTask(outcome(action.id, 'HEALTHY'));
  assert.equal((await ops.check('basket')).recoveries[0]?.outcome, 'running', 'that it ran is not enough');
  const again = ops.restart();
  await again.health.tick();
  const [check] = await again.health.tasks('t1');
  assert.ok(check && check.kind === 'check');
  await again.health.completeTask(outcome(check.id, 'HEALTHY'));
  assert.equal((await again.check('basket')).recoveries[0]?.outcome, 'recovered');
  assert.ok((await again.health.runRecovery('basket', 'reload')).ok);
});
