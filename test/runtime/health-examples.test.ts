import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Agent } from '../../src/tab/agent.ts';
import { registerCheck, registerRecovery } from '../../src/tab/tasks.ts';
import { createTestRuntime } from '../support/test-runtime.ts';

const text = readFileSync(new URL('../../docs/health.md', import.meta.url), 'utf8');
const examples = [...text.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code!);

test('the examples of docs/health.md run, and do what is said there', async () => {
  const { runtime, api, clock, backend, tab } = createTestRuntime();
  backend.answers = { '/api/health': { status: 200, body: { status: 'pass', checks: { database: [{ status: 'pass' }], printer: [{ status: 'warn', output: 'paper is low' }] } } } };
  runtime.start();
  await tab('t1').hello();
  // As the tab's own half does it, without the connection.
  const member = (path: string): ((...args: readonly unknown[]) => Promise<unknown>) => path.split('.').reduce((value: unknown, name) => (value as Record<string, unknown>)[name], api) as never;
  const call = (path: string, ...args: readonly unknown[]): Promise<unknown> => member(path)(...args);
  const look: (() => void)[] = [];
  const agent = { tabId: 't1', tasks: new Map(), client: { subscribe: (_topic: string, listener: () => void) => look.push(listener) }, call, ask: call } as unknown as Agent;
  const healthCheckService = {
    ...Object.fromEntries(['getAvailability', 'getTimeline'].map((name) => [name, (...args: readonly unknown[]) => call(`health.${name}`, ...args)])),
    registerHealthCheck: (definition: never) => registerCheck(agent, definition),
    registerRecovery: (checkId: string, action: never) => registerRecovery(agent, checkId, action),
  };
  const page = {
    basket: { synced: true, items: 3 },
    socket: { readyState: 3 },
    session: { signedIn: true, fresh: false, refresh: async () => void (page.session.fresh = true) },
    banner: { show: () => assert.fail('nobody offers a reload here') },
    addEventListener: (name: string) => listened.push(name),
  };
  const listened: string[] = [];
  await clock.advance(10_000);
  for (const code of examples) {
    const names = Object.keys(page);
    // One after the other, as a reader would try them.
    await (new Function('healthCheckService', ...names, `return (async () => {${code}})()`) as (...args: unknown[]) => Promise<void>)(healthCheckService, ...names.map((name) => page[name as keyof typeof page]));
  }
  assert.deepEqual(listened, ['health.reload_offered']);
  const check = async (id: string) => (await api.health.getHealthCheck(id))!;
  const work = async (): Promise<void> => {
    await clock.advance(6_000);
    for (const listener of look) listener();
    await clock.advance(1_000);
  };
  await work();
  await work();
  const basket = await check('basket');
  assert.deepEqual([basket.status, basket.message, basket.metadata['items']], ['HEALTHY', '3 items', 3]);
  assert.ok(backend.requests.some(({ url }) => url === 'https://lab.example/ready'));
  assert.deepEqual([(await check('print_queue')).status, (await check('print_queue')).message], ['DEGRADED', 'printer: paper is low']);
  await clock.advance(60_000);
  await work();
  assert.match((await check('websocket_connection')).recent.map(({ status }) => status).join(), /UNHEALTHY/);
  assert.deepEqual((await check('frontend_health')).recoveryActions, ['offer_reload']);
  backend.answers = { '/api/health': { status: 200, body: { status: 'pass', checks: { auth: [{ status: 'pass' }] } } } };
  await clock.advance(60_000);
  assert.ok((await api.health.runRecovery('authentication_service', 'refresh_token')).ok);
  await work();
  assert.equal(page.session.fresh, true);
  await work();
  assert.equal((await check('authentication_service')).recoveries[0]?.outcome, 'recovered');
  await runtime.stop();
});
