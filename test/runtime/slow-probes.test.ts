import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createFakeBackend, type FakeBackend } from '../support/fake-backend.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createTestRuntime, origin } from '../support/test-runtime.ts';

const everybody = { status: 'pass', components: { database: 'up', auth: 'up', payment: 'up', storage: 'up', email: 'up', sms: 'up', websocket: 'up' } };

/** A runtime of which some URLs never answer: whoever asks waits for as long as its patience lasts, as over fetch. */
async function begin() {
  const clock = createFakeClock();
  const told = createFakeBackend();
  told.answers['/api/health'] = { status: 200, body: everybody };
  let hangs = /^$/;
  const backend: FakeBackend = {
    ...told,
    transport: async (request) => {
      const answer = await told.transport(request);
      const hung = hangs.test(request.url);
      await new Promise<void>((done) => clock.after(hung ? request.timeout : 20, done));
      return hung ? { ...answer, status: 0, outcome: 'timeout', duration: request.timeout, body: null, error: `no answer in ${request.timeout} ms` } : answer;
    },
  };
  const world = createTestRuntime({ clock, backend });
  world.runtime.start();
  await world.tab('t1', { health: {}, endpoints: { cdn: 'https://cdn.test/pixel.gif', storage: 'https://files.test/pixel.gif' } }).hello();
  return { ...world, hang: (urls: RegExp) => void (hangs = urls), check: async (id: string) => (await world.api.health.getHealthCheck(id))! };
}

describe('who does not answer', () => {
  test('is waited for by the tier of its check: 5, 8, 10 and 15 s', async () => {
    const { clock, api, backend, hang } = await begin();
    hang(/./);
    for (const [tier, url] of [['background', 'https://rare.test/'], ['critical', 'https://dear.test/']] as const) assert.ok((await api.health.register({ id: tier, name: tier, tier, url })).ok);
    await clock.advance(60_000);
    const patience = new Map(backend.requests.filter(({ method }) => method === 'GET').map(({ url, timeout }) => [url, timeout]));
    assert.deepEqual([...patience].sort(), [
      ['https://cdn.test/pixel.gif', 10_000],
      ['https://dear.test/', 5_000],
      ['https://files.test/pixel.gif', 8_000],
      ['https://rare.test/', 15_000],
      [`${origin}/api/health`, 5_000],
    ].sort());
  });

  test('is no lag of the runtime, and makes nobody’s result late but its own', async () => {
    const { clock, api, hang, check } = await begin();
    hang(/cdn|files/);
    assert.ok((await api.health.register({ id: 'tunnel', name: 'Tunnel', tier: 'background', url: 'https://files.test/slow', timeout: 60_000 })).ok);
    for (let second = 0; second < 600; second++) {
      await clock.advance(1_000);
      for (const id of ['frontend_health', 'api_connectivity', 'database_connectivity']) {
        const { status, message, timestamp } = await check(id);
        assert.ok(second < 15 || status === 'HEALTHY', `${second} s, ${id}: ${status}, ${message}`);
        // The phase moves by a tenth of the interval either way.
        assert.ok(second < 15 || clock.now() - timestamp < 45_000, `${second} s, ${id} was made ${clock.now() - timestamp} ms ago`);
      }
    }
    assert.equal((await check('cdn_health')).status, 'UNHEALTHY');
    assert.match((await check('tunnel')).message, /no answer in 60000 ms/);
  });

  test('is asked once, however long that takes and whoever asks meanwhile', async () => {
    const { clock, api, backend, hang } = await begin();
    await clock.advance(20_000);
    assert.ok((await api.health.register({ id: 'tunnel', name: 'Tunnel', tier: 'background', url: 'https://slow.test/', timeout: 60_000 })).ok);
    hang(/slow/);
    await clock.advance(10_000);
    const forced = [api.health.forceHealthCheck('tunnel'), api.health.forceHealthCheck('tunnel')];
    await clock.advance(45_000);
    assert.equal(backend.received('https://slow.test/').length, 1);
    await clock.advance(10_000);
    for (const result of await Promise.all(forced)) assert.ok(result.ok && /no answer in 60000 ms/.test(result.value.message), JSON.stringify(result));
  });
});
