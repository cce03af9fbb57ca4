import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHarness } from './harness.ts';

const limit = 1_000_000_000;

test('the memory troubleshooting of the guide works', async () => {
  const { service, ingest, metric } = createHarness();
  await ingest([metric('memory', 'memory_usage', 900_000_000, { limit }), metric('resource', 'slow_image', 4_000)]);
  const memoryInfo = (await service.getMetrics('resource')).filter((m) => m.name === 'memory_usage');
  assert.equal(memoryInfo.length, 1);
  assert.ok(memoryInfo.some((info) => (info.usage ?? 0) > 0.8));
  assert.equal((await service.getMetrics('memory')).length, 1);
  assert.deepEqual((await service.getPerformanceSummary()).memory, { used: 900_000_000, limit, usage: 0.9 });
});

test('the newest reading of memory counts, and where there is none it is null', async () => {
  const { service, ingest, metric, clock } = createHarness();
  assert.equal((await service.getPerformanceSummary()).memory, null);
  await ingest([metric('memory', 'memory_usage', 900, { limit: 1_000 })]);
  await clock.advance(3_600_000);
  await ingest([metric('memory', 'memory_usage', 250, { limit: 1_000 }), metric('memory', 'memory_usage', 900)]);
  assert.deepEqual((await service.getPerformanceSummary()).memory, { used: 250, limit: 1_000, usage: 0.25 });
});

test('all metrics, or one type of them, newest first', async () => {
  const { service, ingest, metric, vital, api, clock } = createHarness();
  await ingest([metric('custom', 'queue', 3), vital('LCP', 2_600, 'v1'), api('/api/doctors/1', 30)]);
  await clock.advance(5);
  await ingest([metric('measure', 'booking', 420, { step: 'pay' })]);
  const all = await service.getMetrics();
  assert.deepEqual(all.map((record) => record.type).sort(), ['api', 'custom', 'measure', 'vital']);
  assert.equal(all[0]?.name, 'booking');
  assert.deepEqual(all[0]?.tags, { step: 'pay' });
  assert.deepEqual((await service.getMetrics('vital')).map(({ name, value, rating }) => [name, value, rating]), [['LCP', 2_600, 'needs-improvement']]);
  assert.deepEqual((await service.getMetrics('api')).map(({ name, value }) => [name, value]), [['GET /api/doctors/:id', 30]]);
  await clock.advance(25 * 3_600_000);
  assert.deepEqual(await service.getMetrics(), []);
});

test('long tasks are counted, summed and bounded', async () => {
  const { service, ingest, metric } = createHarness();
  await ingest([metric('long_task', 'self', 80), metric('long_task', 'unknown', 300)]);
  assert.deepEqual((await service.getPerformanceSummary()).longTasks, { count: 2, totalDuration: 380, max: 300 });
});

test('resources are folded by name, with cache hits where sizes are known, and failures', async () => {
  const { service, ingest, resources } = createHarness();
  await ingest([
    resources([
      ['https://clinic.example/app.js?v=1', 'script', 100, 5_000, 20_000, 200],
      ['https://clinic.example/app.js?v=2', 'script', 2, 0, 20_000, 200],
      ['https://cdn.example/font.woff2', 'css', 40, 0, 0, 0],
      ['https://clinic.example/photos/42.jpg', 'img', 900, 300, 0, 404],
      // Asked for again and not changed: as Firefox tells it, and Chromium.
      ['https://clinic.example/site.css', 'link', 9, 300, 20_000, 200],
      ['https://clinic.example/site.css', 'link', 9, 300, 0, 200],
    ]),
  ]);
  await ingest([resources([['https://clinic.example/photos/43.jpg', 'img', 700, 9_000, 9_000, 200]])]);
  const byName = new Map((await service.getResourceMetrics()).map((resource) => [resource.name, resource]));
  const script = byName.get('https://clinic.example/app.js');
  assert.deepEqual([script?.count, script?.bytes, script?.cacheHitRate, script?.failures, script?.host, script?.maxDuration], [2, 5_000, 0.5, 0, 'clinic.example', 100]);
  assert.equal(byName.get('https://cdn.example/font.woff2')?.cacheHitRate, 0);
  assert.equal(byName.get('https://clinic.example/site.css')?.cacheHitRate, 1);
  const photos = byName.get('https://clinic.example/photos/:id.jpg');
  assert.deepEqual([photos?.count, photos?.failures, photos?.maxDuration, photos?.cacheHitRate], [2, 1, 900, 0]);
});

test('names of resources are bounded', async () => {
  const { service, ingest, resources } = createHarness();
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const name = (at: number) => `${letters[at % 26]}${letters[Math.floor(at / 26) % 26]}${letters[Math.floor(at / 676)]}`;
  await ingest([resources(Array.from({ length: 1_200 }, (_, at) => [`https://cdn.example/${name(at)}`, 'img', at, 1, 1, 200] as const))]);
  const found = await service.getResourceMetrics();
  assert.equal(found.length, 201);
  assert.equal(found.find((resource) => resource.name === ':other')?.count, 1_000);
});

test('a navigation entry becomes the parts of the page load; a part that the entry has not is left out', async () => {
  const { service, ingest, metric } = createHarness();
  const tags = { startTime: 0, domainLookupStart: 5, domainLookupEnd: 25, requestStart: 40, responseStart: 140, responseEnd: 150, loadEventEnd: 900, firstPaint: 210 };
  await ingest([metric('navigation', 'navigation', 900, tags)]);
  const parts = Object.fromEntries((await service.getMetrics('navigation')).map(({ name, value }) => [name, value]));
  assert.deepEqual(parts, { pageLoad: 900, dns: 20, request: 100, response: 10, firstPaint: 210 });
});

test('what the server says it spent is a part of the page load', async () => {
  const { service, ingest, metric } = createHarness();
  const serverTiming = [{ name: 'db', duration: 53.2, description: '' }, { name: 'cache', duration: 0, description: 'hit' }];
  await ingest([metric('navigation', 'navigation', 900, { startTime: 0, connectStart: 10, secureConnectionStart: 14, connectEnd: 40, loadEventEnd: 900, serverTiming: serverTiming as never })]);
  const parts = Object.fromEntries((await service.getMetrics('navigation')).map(({ name, value }) => [name, value]));
  assert.deepEqual(parts, { pageLoad: 900, connect: 30, tls: 26, 'server db': 53.2, 'server cache': 0 });
  assert.equal((await service.getSeries({ metric: 'server db', range: '1h' })).points.find(({ count }) => count)?.value, 53.2);
  await ingest([metric('navigation', 'navigation', 900, { serverTiming: 'nonsense' })]);
});

test('resources by type and by host, heaviest first, and the slowest of all', async () => {
  const { service, ingest, resources } = createHarness();
  await ingest([
    resources([
      ['https://clinic.example/app.js', 'script', 100, 5_000, 20_000, 200],
      ['https://clinic.example/app.js', 'script', 2, 0, 20_000, 200],
      ['https://cdn.example/a.css', 'link', 40, 9_000, 9_000, 200],
      ['https://cdn.example/b.png', 'img', 700, 300, 0, 404],
      ['https://clinic.example/api/doctors', 'fetch', 900, 800, 800, 200],
    ]),
  ]);
  const { types, hosts, slowest } = await service.getResourceReport('1h');
  assert.deepEqual(types.map(({ name, count, bytes, failures }) => [name, count, bytes, failures]), [['link', 1, 9_000, 0], ['script', 2, 5_000, 0], ['fetch', 1, 800, 0], ['img', 1, 300, 1]]);
  assert.deepEqual(hosts.map(({ name, count, cacheHitRate }) => [name, count, cacheHitRate]), [['cdn.example', 2, 0], ['clinic.example', 3, 1 / 3]]);
  assert.deepEqual(slowest.map(({ name }) => name), ['https://cdn.example/b.png', 'https://cdn.example/a.css', 'https://clinic.example/app.js']);
});

test('a leak is suspected with its evidence; no heap at all is unsupported, and said so', async () => {
  const { service, ingest, metric, vital, clock } = createHarness();
  assert.deepEqual(await service.getMemoryReport(), { status: 'no data', tabs: [] });
  await ingest([vital('LCP', 1_000, 'v1')]);
  assert.deepEqual(await service.getMemoryReport(), { status: 'unsupported', tabs: [] });
  for (let at = 0; at < 60; at++) {
    await clock.advance(30_000);
    const used = (100 + at + (at % 5) * 8) * 1_048_576;
    await ingest([metric('memory', 'memory_usage', used, { limit: limit * 4 })]);
  }
  const { status, tabs } = await service.getMemoryReport();
  assert.deepEqual([status, tabs.length, tabs[0]?.tabId, tabs[0]?.leak?.samples, tabs[0]?.leak?.suspected], ['leak suspected', 1, 'tab1', 60, true]);
  assert.ok(Math.abs(tabs[0]!.leak!.slope / 1_048_576 - 2) < 0.01);
});

test('what tabs find out about causes is grouped, and in no sum', async () => {
  const { service, ingest, metric } = createHarness();
  const insight = (name: string, value: number, tags: Readonly<Record<string, string | number>>) => metric('insight', name, value, tags);
  await ingest([
    insight('interaction', 232, { target: 'button#save', inputDelay: 10 }),
    insight('interaction', 480, { target: 'button#save', inputDelay: 300 }),
    insight('interaction', 900, { target: 'input#name' }),
    insight('script', 120, { target: 'https://cdn.example/chat.js' }),
    insight('render_blocking', 210, { target: 'https://cdn.example/a.css' }),
    insight('rage_click', 4, { target: 'div.card' }),
    insight('dead_click', 1, { target: 'div.card' }),
    insight('vital LCP', 3_000, { target: 'img.hero', resourceLoadDuration: 900 }),
    insight('soft_navigation', 90, {}),
  ]);
  const found = await service.getInsights();
  assert.deepEqual(found.interactions.map(({ name, count, worst, details }) => [name, count, worst, details['inputDelay'] ?? null]), [['input#name', 1, 900, null], ['button#save', 2, 480, 300]]);
  assert.deepEqual(found.renderBlocking.map(({ name, total }) => [name, total]), [['https://cdn.example/a.css', 210]]);
  assert.deepEqual([found.scripts[0]?.name, found.rageClicks[0]?.worst, found.deadClicks[0]?.count, found.vitals[0]?.name, found.softNavigations], ['https://cdn.example/chat.js', 4, 1, 'LCP img.hero', 1]);
  assert.equal((await service.getSeries({ metric: 'interaction' })).points.some(({ count }) => count), false);
});
