import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHarness, times } from './harness.ts';

const day = 86_400_000;

test('a person\'s records can be given and erased; what names nobody stays', async () => {
  const { service, store, ingest, vital, api, metric } = createHarness();
  await ingest([vital('LCP', 1_000, 'v1', undefined, 'ada'), api('/api/doctors', 10, 'ok', undefined, 'ada'), api('/api/doctors', 20), metric('custom', 'queue', 1, undefined, 'ada')]);
  const exported = await store.read((tx) => service.exportUser(tx, 'ada'));
  assert.equal(exported.length, 3);
  assert.equal(await store.write((tx) => service.eraseUser(tx, 'ada')), 3);
  assert.deepEqual(await store.read((tx) => service.exportUser(tx, 'ada')), []);
  assert.deepEqual((await service.getAPIMetrics()).map((call) => call.duration), [20]);
  assert.equal((await service.getPerformanceSummary()).api.count, 2);
  assert.equal(await store.write((tx) => service.eraseUser(tx, 'ada')), 0);
});

test('pruning leaves nothing beyond its age, and all that is younger', async () => {
  const { service, store, ingest, vital, api, metric, resources, clock } = createHarness();
  const all = (view: string) => [vital('LCP', 1_000, view), api('/api/doctors', 10), metric('custom', 'queue', 1), resources([[`https://a.example/${view}`, 'img', 1, 1, 1, 200]])];
  await ingest(all('old'));
  await clock.advance(33 * day);
  await ingest(all('new'));
  await store.write((tx) => service.prune(tx, clock.now()));
  const counts = await store.read(async (tx) => ({ views: await tx.count('views'), metrics: await tx.count('metrics'), counters: await tx.count('counters') }));
  // Five kinds of series, by the minute; the old ones have gone with hour and day.
  assert.deepEqual(counts, { views: 1, metrics: 1, counters: 5 });
  assert.equal((await service.getPerformanceSummary('30d')).pageViews, 1);
});

test('rows are bounded by number too, and the oldest go first', async () => {
  const { service, store, ingest, api, clock } = createHarness();
  await store.write(async (tx) => {
    for (const at of times(10_005, (at) => at)) tx.put('metrics', { key: `0${String(at).padStart(8, '0')}`, from: 0, to: 0, items: [] } as never);
  });
  await ingest([api('/api/doctors', 10)]);
  await store.write(async (tx) => {
    const rows = await tx.list('metrics');
    tx.deleteRange('metrics', {});
    // Young enough to stay by age.
    for (const [at, row] of rows.entries()) tx.put('metrics', { ...row, key: `${(clock.now() + at).toString(36).padStart(9, '0')}` });
  });
  await store.write((tx) => service.prune(tx, clock.now()));
  assert.equal(await store.read((tx) => tx.count('metrics')), 10_000);
  assert.equal((await service.getAPIMetrics()).length, 1);
});
