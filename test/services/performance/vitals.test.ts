import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHarness, times } from './harness.ts';

test('a newer value of a view takes the place of the one before, in the same batch and in a later one', async () => {
  const { service, ingest, vital, clock } = createHarness();
  await ingest([vital('CLS', 0.02, 'v1'), vital('CLS', 0.05, 'v1'), vital('LCP', 1_816.3, 'v1')]);
  await clock.advance(600_000);
  await ingest([vital('CLS', 0.3, 'v1'), vital('LCP', 3_000, 'v2')]);
  const { cls, lcp, fid } = await service.getCoreWebVitals();
  assert.deepEqual(cls, { value: cls?.value, rating: 'poor', count: 1, shares: { good: 0, needsImprovement: 0, poor: 1 } });
  assert.ok(Math.abs((cls?.value ?? 0) / 0.3 - 1) < 0.01, `${cls?.value}`);
  assert.deepEqual(lcp, { value: 3_000, rating: 'needs-improvement', count: 2, shares: { good: 0.5, needsImprovement: 0.5, poor: 0 } });
  assert.equal(fid, undefined);
});

test('an older value that arrives late, and a repeat, change nothing', async () => {
  const { service, ingest, vital, clock } = createHarness();
  const early = vital('INP', 80, 'v1');
  await clock.advance(1_000);
  const late = vital('INP', 240, 'v1');
  await ingest([late]);
  await ingest([early]);
  await ingest([late]);
  const { inp } = await service.getCoreWebVitals();
  assert.equal(inp?.value, 240);
  assert.equal(inp?.count, 1);
});

test('thousands of views are answered from sketches, within 1 %, with replaced values taken out', async () => {
  const { service, ingest, vital } = createHarness();
  const views = times(1_000, (at) => `v${at}`);
  await ingest(views.map((view) => vital('LCP', 60_000, view)));
  await ingest(views.map((view, at) => vital('LCP', 1_000 + at * 3.9, view)));
  const { lcp } = await service.getCoreWebVitals('1h');
  assert.equal(lcp?.count, 1_000);
  assert.ok(Math.abs((lcp?.value ?? 0) / 3_921.1 - 1) < 0.01, `${lcp?.value}`);
  assert.equal(lcp?.rating, 'needs-improvement');
  assert.ok(Math.abs((lcp?.shares.good ?? 0) - 0.385) < 1e-9 && Math.abs((lcp?.shares.poor ?? 0) - 0.23) < 1e-9);
  assert.equal((await service.getPerformanceSummary('1h')).pageViews, 1_000);
});

test('a view belongs to the hour it began in', async () => {
  const { service, ingest, vital, clock } = createHarness();
  await ingest([vital('LCP', 1_000, 'v1')]);
  await clock.advance(5 * 3_600_000);
  await ingest([vital('LCP', 2_000, 'v2'), vital('CLS', 0.2, 'v1')]);
  assert.deepEqual(Object.keys(await service.getCoreWebVitals('1h')), ['lcp']);
  assert.equal((await service.getCoreWebVitals('6h')).cls?.value, 0.2);
  assert.equal((await service.getPerformanceSummary('6h')).pageViews, 2);
});

test('every update of a vital goes to the backend with an id of its own and the view that it updates', async () => {
  const { sent, ingest, vital } = createHarness();
  await ingest([vital('CLS', 0.02, 'v1'), vital('CLS', 0.05, 'v1')]);
  assert.equal(new Set(sent.map((item) => item.id)).size, 2);
  assert.deepEqual(sent.map((item) => [item['name'], item['value'], item['tags'], item['app']]), [['CLS', 0.02, { view: 'v1' }, 'clinic'], ['CLS', 0.05, { view: 'v1' }, 'clinic']]);
});

test('a value that is no measurement is not kept', async () => {
  const { service, ingest, vital } = createHarness();
  await ingest([vital('LCP', Number.NaN, 'v1'), vital('LCP', -5, 'v2')]);
  assert.deepEqual(await service.getCoreWebVitals(), {});
});
