import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeRoom } from '../../src/runtime/free-room.ts';
import { createOnDemand } from '../../src/runtime/on-demand.ts';
import { createTestRuntime } from '../support/test-runtime.ts';

test('without prescripto-ops.on-demand.js records are stored and delivered and checks are made; questions are refused by its name, asked for at most every ten seconds', async () => {
  let asked = 0;
  const loadOnDemand = async (): Promise<never> => {
    asked++;
    throw new TypeError('Failed to fetch dynamically imported module');
  };
  const { api, runtime, clock, backend, tab } = createTestRuntime({ loadOnDemand });
  backend.answers['/api/health'] = { status: 200, body: { status: 'pass', components: { database: 'up' } } };
  runtime.start();
  const t1 = tab('t1');
  await t1.hello();
  for (let minute = 0; minute < 5; minute++) {
    await t1.send(
      { kind: 'log', level: 'INFO', type: 'log', message: `line ${minute}`, context: {} },
      { kind: 'error', error: { name: 'TypeError', message: `boom ${minute}`, stack: 'TypeError: boom\n    at book (https://clinic.test/app.js:1:2)' }, mechanism: 'onerror', handled: false } as never,
    );
    await clock.advance(60_000);
  }
  const messages = (path: string, member: string) => backend.received(path).flatMap((body) => (body as Record<string, { message: string }[]>)[member]!.map(({ message }) => message));
  assert.deepEqual(messages('/api/logs', 'entries'), ['line 0', 'line 1', 'line 2', 'line 3', 'line 4']);
  assert.deepEqual(messages('/api/errors', 'errors'), ['boom 0', 'boom 1', 'boom 2', 'boom 3', 'boom 4']);
  assert.equal((await api.health.getHealthCheck('database_connectivity'))?.status, 'HEALTHY');
  assert.ok((await api.health.getSystemStatus()).lastCheck > clock.now() - 60_000);
  for (const question of [() => api.logs.query({}), () => api.errors.getErrorGroups(), () => api.health.disableHealthCheck('cdn_health'), () => api.health.getHealthHistory('cdn_health')])
    await assert.rejects(question(), /expected prescripto-ops\.on-demand\.js beside the worker file, got TypeError: Failed to fetch/);
  assert.ok(asked <= 31, `${asked} times in five minutes`);
  const { delivery } = await api.status();
  assert.deepEqual(delivery.filter(({ queued }) => queued).map(({ endpoint }) => endpoint), []);
});

test('what is too old goes when the file is there; until then getStatus() says that nothing does', async () => {
  let missing = true;
  const ops = createTestRuntime({ loadOnDemand: async () => (missing ? Promise.reject(new TypeError('404')) : { createOnDemand, freeRoom }) });
  ops.runtime.start();
  const tab = ops.tab('t1');
  await tab.hello();
  await tab.send({ kind: 'log', level: 'INFO', type: 'log', message: 'of last week', context: {} });
  await ops.clock.advance(20_000);
  const later = async (ms: number) => {
    ops.clock.set(ops.clock.now() + ms);
    await ops.clock.advance(30_000);
  };
  await later(8 * 86_400_000);
  const logs = () => ops.store.read((tx) => tx.count('logs'));
  assert.equal(await logs(), 1);
  assert.ok((await ops.api.status()).warnings.some((warning) => /^upkeep: .*prescripto-ops\.on-demand\.js/.test(warning)));
  missing = false;
  await later(700_000);
  assert.equal(await logs(), 0);
});
