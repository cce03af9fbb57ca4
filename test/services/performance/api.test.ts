import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHarness, times } from './harness.ts';

test('calls come back singly, newest first, with their route', async () => {
  const { service, ingest, api, clock } = createHarness();
  const { calls } = await ingest([api('https://clinic.example/api/doctors/42?q=x', 120)]);
  assert.equal(calls[0]?.route, 'GET /api/doctors/:id');
  await clock.advance(1_000);
  await ingest([api('/api/doctors', 1_500)]);
  const metrics = await service.getAPIMetrics();
  assert.deepEqual(metrics.map((call) => call.duration), [1_500, 120]);
  assert.deepEqual(metrics.filter((call) => call.duration > 1_000).map((call) => call.route), ['GET /api/doctors']);
});

test('routes have count, error rate and percentiles within 1 %; the page\'s own aborts do not count', async () => {
  const { service, ingest, api } = createHarness();
  await ingest(times(100, (at) => api(`/api/doctors/${at}`, (at + 1) * 10)));
  await ingest([...times(5, () => api('/api/payments', 50, 'server_error')), ...times(5, () => api('/api/payments', 100)), api('/api/payments', 9, 'aborted'), api('/api/payments', 1, 'client_error'), api('/api/x', 1, 'offline')]);
  const { api: all, routes } = await service.getPerformanceSummary('1h');
  assert.equal(all.count, 111);
  assert.equal(all.errorRate, 5 / 111);
  assert.deepEqual(routes.map(({ route, count, errorRate }) => [route, count, errorRate]), [['GET /api/doctors/:id', 100, 0], ['GET /api/payments', 11, 5 / 11]]);
  const doctors = routes[0];
  for (const [found, exact] of [[doctors?.p50, 500], [doctors?.p95, 950], [doctors?.p99, 990]] as const) assert.ok(Math.abs((found ?? 0) / exact - 1) <= 0.01, `${found} for ${exact}`);
});

test('how long a refused connection took is no response time, a time-out is', async () => {
  const { service, ingest, api } = createHarness();
  await ingest([api('/api/a', 3, 'network'), api('/api/a', 10_000, 'timeout')]);
  const { api: all } = await service.getPerformanceSummary();
  assert.deepEqual([all.count, all.errorRate, all.p50], [2, 1, 10_000]);
});

test('a page that makes up paths does not fill the store', async () => {
  const { service, ingest, api } = createHarness();
  await ingest(times(300, (at) => api(`/search/${'abcdefghij'[at % 10]}${'klmnopqrst'[Math.floor(at / 10) % 10]}${'uvw'[Math.floor(at / 100)]}`, 10)));
  const { routes } = await service.getPerformanceSummary();
  assert.equal(routes.length, 201);
  assert.deepEqual([routes[0]?.route, routes[0]?.count], [':other', 100]);
});

test('a range holds what is in it and says what it spans', async () => {
  const { service, ingest, api, clock } = createHarness();
  await ingest([api('/api/old', 10)]);
  await clock.advance(3 * 86_400_000);
  await ingest([api('/api/new', 20)]);
  const routesOf = async (range: Parameters<typeof service.getPerformanceSummary>[0]) => (await service.getPerformanceSummary(range)).routes.map((route) => route.route).sort();
  assert.deepEqual(await routesOf(undefined), ['GET /api/new']);
  assert.deepEqual(await routesOf('15m'), ['GET /api/new']);
  assert.deepEqual(await routesOf('7d'), ['GET /api/new', 'GET /api/old']);
  assert.deepEqual(await routesOf({ from: clock.now() - 4 * 86_400_000, to: clock.now() - 86_400_000 }), ['GET /api/old']);
  const { range } = await service.getPerformanceSummary('15m');
  assert.ok(range.from <= clock.now() - 900_000 && range.from > clock.now() - 960_000 && range.to === clock.now());
  assert.equal((await service.getAPIMetrics()).length, 1);
});

test('a call that a closed page left behind is counted when it happened', async () => {
  const { service, ingest, api, clock } = createHarness();
  await ingest([api('/api/yesterday', 10, 'ok', clock.now() - 30 * 3_600_000), api('/api/long-ago', 10, 'ok', clock.now() - 60 * 86_400_000)]);
  assert.equal((await service.getPerformanceSummary()).api.count, 0);
  assert.equal((await service.getPerformanceSummary('7d')).api.count, 1);
  assert.equal((await service.getPerformanceSummary('30d')).api.count, 1);
});

test('how calls were answered is counted by route, and a call that is made again after it failed is a retry', async () => {
  const { service, ingest, api, clock } = createHarness();
  const again = async (outcome: 'ok' | 'server_error', url = '/api/book') => (await ingest([api(url, 10, outcome)])).calls[0]?.retry ?? false;
  assert.deepEqual([await again('server_error'), await again('server_error'), await again('ok'), await again('ok')], [false, true, true, false]);
  await again('server_error');
  assert.equal(await again('ok', '/api/doctors'), false, 'another call');
  await clock.advance(61_000);
  assert.equal(await again('ok'), false, 'a minute later');
  await ingest([api('/api/book', 3, 'network')]);
  const [route] = (await service.getPerformanceSummary('1h')).routes;
  assert.deepEqual([route?.route, route?.count, route?.retries, route?.statuses], ['GET /api/book', 7, 2, { '2xx': 3, '5xx': 3, network: 1 }]);
});

test('sizes and phases of calls come from Resource Timing, by path', async () => {
  const { service, ingest, api, resources } = createHarness();
  await ingest([api('/api/doctors/1', 100), api('/api/doctors/2', 100)]);
  await ingest([
    resources([
      ['https://clinic.example/api/doctors/1', 'fetch', 100, 1_300, 4_000, 200, 0, 0, 0, 80, 20],
      ['https://clinic.example/api/doctors/2', 'xmlhttprequest', 100, 1_700, 4_000, 200, 10, 20, 10, 40, 30],
      ['https://clinic.example/app.js', 'script', 100, 9_000, 9_000, 200],
    ]),
  ]);
  const [route] = (await service.getPerformanceSummary('1h')).routes;
  assert.deepEqual([route?.bytes, route?.parts], [3_000, { dns: 5, connect: 10, tls: 5, wait: 60, download: 25 }]);
  assert.deepEqual((await service.getResourceMetrics()).map(({ name }) => name), ['https://clinic.example/app.js']);
});

test('a call whose answer goes on is told apart, with the time until it began', async () => {
  const { service, ingest, api } = createHarness();
  await ingest([{ ...api('/api/live', 30), streaming: true }, api('/api/doctors', 20)]);
  assert.deepEqual((await service.getAPIMetrics()).map(({ url, streaming, duration }) => [url, streaming ?? false, duration]), [['/api/doctors', false, 20], ['/api/live', true, 30]]);
});
