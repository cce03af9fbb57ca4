import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HealthStatus, TaskResult } from '../../../src/contract/health.ts';
import { answered, start, unreachable, up } from './harness.ts';

const outcome = (taskId: string, status: HealthStatus, message = ''): TaskResult => ({ taskId, status, message, duration: 5, metadata: {} });

test('while the API is down the circuit of our own delivery is reset, 5 s, 30 s and 2 min after it turned, and that is written down', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(30_000);
  assert.deepEqual((await ops.check('api_connectivity')).recoveryActions, ['reset_circuit']);
  ops.answer(unreachable);
  while ((await ops.check('api_connectivity')).status !== 'UNHEALTHY') await ops.pass(1_000);
  const { since } = await ops.check('api_connectivity');
  await ops.pass(200_000);
  const waits = ops.retries.map((at, index) => at - (ops.retries[index - 1] ?? since));
  assert.equal(waits.length, 3);
  [5_000, 30_000, 120_000].forEach((delay, index) => assert.ok(waits[index]! >= delay && waits[index]! <= 1.2 * delay + 6_000, `${waits[index]} of ${delay}`));
  const { recoveries } = await ops.check('api_connectivity');
  assert.deepEqual(recoveries.map(({ action, attempt, outcome: came }) => [action, attempt, came]), [['reset_circuit', 3, 'not_recovered'], ['reset_circuit', 2, 'not_recovered'], ['reset_circuit', 1, 'not_recovered']]);
  assert.equal((await ops.health.tasks('t1')).length, 0, 'no page is asked');
});

test('e-mail that is down has the outbox tried again; when the check is well after that, it has helped', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(30_000);
  ops.answer(answered(503, up({ email: 'fail' })));
  for (let run = 0; run < 3; run++) await ops.health.forceHealthCheck('email_service');
  ops.answer(answered(200, up()));
  await ops.pass(10_000);
  assert.equal(ops.retries.length, 1);
  const [attempt] = (await ops.check('email_service')).recoveries;
  assert.deepEqual([attempt?.action, attempt?.outcome], ['retry_outbox', 'recovered']);
});

test('by hand, too; where a page has a circuit of its own, both are reset', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(5_000);
  assert.ok((await ops.health.runRecovery('api_connectivity', 'reset_circuit')).ok);
  assert.equal(ops.retries.length, 1);
  await ops.health.tick();
  await ops.health.registerRecovery('api_connectivity', 'reset_circuit', 't1');
  assert.ok((await ops.health.runRecovery('api_connectivity', 'reset_circuit')).ok);
  assert.equal(ops.retries.length, 2);
  const [task] = await ops.health.tasks('t1');
  assert.equal(task?.action, 'reset_circuit');
});

test('what two checks offer is one thing: a token is refreshed by one page, for one check at a time', async () => {
  const ops = start();
  for (const tabId of ['t1', 't2']) {
    await ops.see(tabId);
    for (const id of ['authentication_service', 'file_storage']) await ops.health.registerRecovery(id, 'refresh_token', tabId);
  }
  await ops.pass(5_000);
  ops.answer(answered(503, up({ auth: 'fail', storage: 'fail' })));
  for (let run = 0; run < 3; run++) await ops.health.forceHealthCheck('authentication_service');
  await ops.pass(20_000);
  const tasks = [...(await ops.health.tasks('t1')), ...(await ops.health.tasks('t2'))];
  assert.equal(tasks.length, 1);
  const refused = await ops.health.runRecovery('file_storage', 'refresh_token');
  assert.ok(!refused.ok && /at work/.test(refused.error));
  await ops.health.completeTask(outcome(tasks[0]!.id, 'HEALTHY'));
  await ops.pass(2_000);
  assert.equal([...(await ops.health.tasks('t1')), ...(await ops.health.tasks('t2'))].filter(({ checkId }) => checkId !== tasks[0]!.checkId).length, 1, 'then it is the other one’s turn');
});

test('one whose precondition did not hold was skipped, and one whose page says nothing has failed', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(5_000);
  await ops.health.registerRecovery('payment_gateway', 'reload-script', 't1');
  await ops.health.runRecovery('payment_gateway', 'reload-script');
  const [task] = await ops.health.tasks('t1');
  await ops.health.completeTask(outcome(task!.id, 'UNKNOWN', 'skipped: the precondition does not hold'));
  assert.equal((await ops.check('payment_gateway')).recoveries[0]?.outcome, 'skipped');
  await ops.health.tick();
  assert.ok((await ops.health.runRecovery('payment_gateway', 'reload-script')).ok);
  ops.hang('t1');
  await ops.clock.advance(31_000);
  await ops.health.tick();
  assert.equal((await ops.check('payment_gateway')).recoveries[0]?.outcome, 'failed');
});

test('a page may say how a check of the backend is made, by a function as long as it is open, or by a URL', async () => {
  const ops = start({ endpoint: 'https://api.example', endpoints: { ws: 'wss://api.example/ws' } });
  await ops.see('t1');
  let probes = 0;
  ops.setSocket(async () => ++probes);
  assert.ok((await ops.health.register({ id: 'websocket_connection', name: 'x', tier: 'normal', tabId: 't1' })).ok);
  await ops.health.tick();
  const [task] = await ops.health.tasks('t1');
  assert.equal(task?.checkId, 'websocket_connection');
  await ops.health.completeTask(outcome(task!.id, 'DEGRADED', 'closed twice in a minute'));
  const own = await ops.check('websocket_connection');
  assert.deepEqual([own.name, own.tier, own.status, own.message, probes], ['Websocket Connection', 'important', 'DEGRADED', 'closed twice in a minute', 0]);
  await ops.leave('t1');
  await ops.see('t2');
  await ops.pass(120_000);
  assert.equal((await ops.check('websocket_connection')).status, 'HEALTHY', 'probed again');
  assert.ok(probes > 0);
  assert.ok((await ops.health.register({ id: 'payment_gateway', name: 'x', tier: 'normal', url: 'https://pay.example/status' })).ok);
  await ops.health.forceHealthCheck('payment_gateway');
  assert.equal(ops.requests.at(-1)?.url, 'https://pay.example/status');
});
