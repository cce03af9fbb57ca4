import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveConfig } from '../../src/contract/resolve-config.ts';
import { createTestRuntime, origin } from '../support/test-runtime.ts';

const log = (message: string, type: 'log' | 'security' = 'log') => ({ kind: 'log', level: 'INFO', type, message }) as const;
const logs = (count: number) => Array.from({ length: count }, (_, n) => log(`line ${n}`));

test('what a loop sends beyond its limit is acknowledged, counted, and not kept; the tab is slowed until it behaves', async () => {
  const ops = createTestRuntime();
  const tab = ops.tab('a', { limits: { log: 100 } });
  const { limits } = await tab.hello();
  const first = await tab.again(await tab.send(...logs(60)));
  assert.deepEqual(first.limits, limits);
  const { client, signals } = await tab.send();
  assert.equal(signals.length, 0);
  const scope = { sessionId: 's', url: origin, user: null, context: {} };
  const receipt = await ops.api.ingest({ client, signals: logs(60).map((one, n) => ({ ...one, seq: 61 + n, at: ops.clock.now(), scope })) });
  assert.equal(receipt.seq, 120);
  assert.ok(receipt.limits.flushInterval > limits.flushInterval && receipt.limits.batchSize > 2_000);
  assert.ok(receipt.limits.flushInterval < 5_000, 'or the tab takes the runtime for dead');
  assert.equal((await ops.api.logs.query()).length, 100);
  const status = await ops.api.status();
  assert.equal(status.dropped.rate_limit, 20);
  assert.equal(status.received['log'], 120);

  await ops.clock.advance(60_000);
  assert.deepEqual((await tab.again({ client, signals: [{ ...log('calm'), seq: 121, at: ops.clock.now(), scope }] })).limits, limits);
  assert.equal((await ops.api.logs.query())[0]?.message, 'calm');
});

test('a batch that comes again counts nothing twice, and another tab has limits of its own', async () => {
  const ops = createTestRuntime();
  const tab = ops.tab('a', { limits: { log: 10 } });
  await tab.hello();
  await tab.again(await tab.send(...logs(25)));
  await ops.tab('b', { limits: { log: 10 } }).send(...logs(10));
  assert.equal((await ops.api.status()).dropped.rate_limit, 15);
  assert.equal((await ops.api.logs.query()).length, 20);
});

test('a runtime that starts again, and what a page left behind, meet the same bucket', async () => {
  const first = createTestRuntime();
  const tab = first.tab('a', { limits: { log: 10 } });
  await tab.hello();
  const { client, signals } = await tab.send(...logs(8));
  const second = createTestRuntime({ store: first.store, clock: first.clock, backend: first.backend, bootId: 'boot-2' });
  await second.api.bye('a');
  await second.api.ingest({ client, spilled: true, signals: signals.map((signal) => ({ ...signal, seq: signal.seq + 8 })) });
  assert.equal((await second.api.status()).dropped.rate_limit, 6);
});

test('sessions that are sampled away leave their security events and a count', async () => {
  const ops = createTestRuntime();
  const tab = ops.tab('a', { sampling: { log: 0 } });
  await tab.hello();
  const receipt = await tab.again(await tab.send(...logs(3), log('a lock was picked', 'security')));
  assert.equal(receipt.seq, 4);
  assert.deepEqual((await ops.api.logs.query()).map(({ message }) => message), ['a lock was picked']);
  assert.equal((await ops.api.status()).dropped.sampling, 3);
});

test('levels of the log are sampled by themselves', async () => {
  const ops = createTestRuntime();
  const tab = ops.tab('a', { log: { sampling: { DEBUG: 0 } } });
  await tab.hello();
  await tab.send(...logs(2), { ...log('detail'), level: 'DEBUG' });
  await tab.send({ ...log('more'), level: 'DEBUG' });
  assert.equal((await ops.api.logs.query()).length, 2);
  const { dropped } = await ops.api.status();
  assert.deepEqual([dropped.sampling, dropped['sampling: DEBUG'], dropped['sampling: INFO']], [2, 2, undefined]);
});

test('nothing is sampled in debug mode, nor in development', async () => {
  const ops = createTestRuntime();
  const tab = ops.tab('a', { sampling: { log: 0 } });
  await tab.hello();
  const { client } = await tab.send();
  const scope = { sessionId: 's', url: origin, user: null, context: {} };
  for (const [n, more] of [{ debug: true }, { environment: 'development' }, {}].entries())
    await ops.api.ingest({ client: { ...client, ...more }, signals: [{ ...log(JSON.stringify(more)), seq: n + 1, at: ops.clock.now() + n, scope }] });
  assert.deepEqual((await ops.api.logs.query()).map(({ message }) => message), ['{"environment":"development"}', '{"debug":true}']);
});

test('a configuration that an older build stored, without limits, limits by the defaults', async () => {
  const ops = createTestRuntime();
  const { limits: _, sampling: __, ...config } = resolveConfig({ app: 'clinic' }, `${origin}/`);
  await ops.store.write(async (tx) => tx.put('meta', { key: 'config', config } as never));
  await ops.tab('a').send(...logs(3));
  assert.equal((await ops.api.logs.query()).length, 3);
  assert.deepEqual((await ops.api.status()).dropped, {});
});
