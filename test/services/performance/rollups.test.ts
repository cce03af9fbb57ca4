import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Breach } from '../../../src/contract/performance-answers.ts';
import { client, createHarness, times } from './harness.ts';

const minute = 60_000;
const hour = 60 * minute;

const mobile = { ...client, userAgent: 'Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36', connection: '3g' };

test('days are answered from days, what is left of them from hours and minutes: nothing is lost or counted twice', async () => {
  const { service, store, ingest, api, clock } = createHarness();
  let made = 0;
  for (let at = 0; at < 20 * 24; at++) {
    await clock.advance(hour);
    await ingest([api('/api/doctors', 100 + at)]);
    made++;
    // Pruned now and then, as a browser is that is not always open.
    if (at % 7 === 0) await store.write((tx) => service.prune(tx, clock.now()));
    if (at % 60 === 0) assert.equal((await service.getPerformanceSummary('30d')).api.count, made, `after ${at} hours`);
  }
  assert.equal((await service.getPerformanceSummary('30d')).api.count, made);
  const week = (await service.getPerformanceSummary('7d')).api.count;
  assert.ok(week >= 168 && week <= 170, `${week}`);
  const { p50 } = (await service.getPerformanceSummary('30d')).api;
  assert.ok(Math.abs(p50 / (100 + made / 2 - 1) - 1) <= 0.02, `${p50}`);
});

test('what comes late is counted when it happened, whether its hour was rolled up or not', async () => {
  const { service, store, ingest, api, vital, clock } = createHarness();
  const began = clock.now();
  await ingest([vital('LCP', 1_000, 'v1')]);
  await clock.advance(3 * hour);
  await store.write((tx) => service.prune(tx, clock.now()));
  // The page lives, and its vital becomes worse.
  await ingest([vital('LCP', 5_000, 'v1'), api('/api/doctors', 10, 'ok', began + minute)]);
  for (const range of ['6h', '7d', '30d'] as const) {
    const { vitals, api: calls, pageViews } = await service.getPerformanceSummary(range);
    assert.deepEqual([range, Math.round((vitals.lcp?.value ?? 0) / 100) * 100, vitals.lcp?.count, calls.count, pageViews], [range, 5_000, 1, 1, 1]);
  }
  assert.equal((await service.getPerformanceSummary('1h')).api.count, 0);
});

test('vitals of a page, of a kind of device and of a connection', async () => {
  const { service, ingest, vital } = createHarness();
  const on = (url: string, signal: ReturnType<typeof vital>) => ({ ...signal, scope: { ...signal.scope, url } });
  await ingest([on('https://clinic.example/doctors/17', vital('LCP', 1_000, 'v1')), on('https://clinic.example/doctors/18?tab=2', vital('LCP', 1_000, 'v2')), on('https://clinic.example/book', vital('LCP', 3_000, 'v3'))]);
  await ingest([on('https://clinic.example/book', vital('LCP', 9_000, 'v4'))], mobile);
  const lcp = async (query: Parameters<typeof service.getCoreWebVitals>[0]) => {
    const { lcp: found } = await service.getCoreWebVitals(query);
    return [found?.value, found?.count];
  };
  assert.deepEqual(await lcp({ range: '1h', page: '/doctors/:id' }), [1_000, 2]);
  assert.deepEqual(await lcp({ page: '/book' }), [9_000, 2]);
  assert.deepEqual(await lcp({ page: '/book', device: 'desktop' }), [3_000, 1]);
  assert.deepEqual(await lcp({ device: 'mobile' }), [9_000, 1]);
  assert.deepEqual(await lcp({ connection: '3g' }), [9_000, 1]);
  assert.deepEqual(await lcp({ connection: 'unknown' }), [3_000, 3]);
  assert.deepEqual(await lcp({ page: '/nowhere' }), [undefined, undefined]);
  const pages = await service.getPages();
  assert.deepEqual(pages.map(({ page, views, vitals }) => [page, views, vitals.lcp?.count]).sort(), [['/book', 2, 2], ['/doctors/:id', 2, 2]]);
});

test('a call counts for the page that made it', async () => {
  const { service, ingest, api } = createHarness();
  await ingest([api('https://clinic.example/api/doctors', 40)]);
  assert.deepEqual((await service.getPages()).map(({ page, calls }) => [page, calls]), [['/book', 1]]);
});

test('pages are paths: what there was no room for to tell apart is none of them', async () => {
  const { service, ingest, vital } = createHarness();
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  await ingest(times(20_000, (at) => ({ ...vital('LCP', 1_000, `v${at}`), scope: { sessionId: 's', user: null, context: {}, url: `https://clinic.example/${[0, 1, 2].map((digit) => letters[Math.floor(at / 28 ** digit) % 26]).join('')}` } })));
  const pages = await service.getPages();
  assert.ok(pages.length >= 300 && pages.length <= 5_000, `${pages.length}`);
  assert.deepEqual(pages.filter(({ page, views }) => !/^\/[a-z]{3}$/.test(page) || !views), []);
});

test('a page that changes its path stays the view that it was', async () => {
  const { service, ingest, vital } = createHarness();
  const later = vital('CLS', 0.3, 'v1');
  await ingest([vital('CLS', 0.01, 'v1')]);
  await ingest([{ ...later, scope: { ...later.scope, url: 'https://clinic.example/confirm' } }]);
  assert.deepEqual((await service.getPages()).map(({ page, vitals }) => [page, vitals.cls?.value.toFixed(2), vitals.cls?.count]), [['/book', '0.30', 1]]);
});

test('a metric over time has a point a step, and none where nothing was measured', async () => {
  const { service, ingest, vital, api, metric, clock } = createHarness();
  await ingest([...times(4, (at) => vital('LCP', 1_000, `a${at}`)), api('/api/doctors', 100, 'server_error'), metric('custom', 'queue', 3)]);
  await clock.advance(2 * hour);
  await ingest(times(4, (at) => vital('LCP', 5_000, `b${at}`)));
  const { step, points } = await service.getSeries({ metric: 'LCP', range: '6h', points: 6 });
  assert.equal(step, 2 * hour);
  const seen = points.filter(({ count }) => count);
  assert.deepEqual(seen.map(({ value, count, good, poor }) => [value, count, good, poor]), [[1_000, 4, 1, 0], [5_000, 4, 0, 1]]);
  assert.ok(points.length > 2 && points.length <= 5 && points.every(({ at }, index) => !index || at - points[index - 1]!.at === step));
  assert.equal(points.find(({ count }) => !count)?.value, null);
  const of = async (metric: string) => (await service.getSeries({ metric, range: '6h' })).points.filter(({ count }) => count).map(({ value, failed }) => [value, failed]);
  assert.deepEqual(await of('GET /api/doctors'), [[100, 1]]);
  assert.deepEqual(await of('queue'), [[3, 0]]);
  assert.deepEqual(await of('nothing'), []);
  const page = await service.getSeries({ metric: 'LCP', range: '6h', page: '/book', percentile: 0.5 });
  assert.equal(page.points.filter(({ count }) => count).length, 2);
  await assert.rejects(async () => service.getSeries({ metric: 'LCP', percentile: 75 }), /percentile: expected 0 to 1, got 75/);
});

test('a budget of one page is held against that page alone', async () => {
  const { service, judge, vital } = createHarness();
  const slow = (page: string, count: number) => times(count, (at) => ({ ...vital('LCP', 2_000, `${page}${at}`), scope: { sessionId: 's', url: `https://clinic.example/${page}`, user: null, context: {} } }));
  const set = await service.setBudget('LCP', 1_500, '/book');
  assert.deepEqual(set.ok && [set.value.page, set.value.limit, set.value.status], ['/book', 1_500, 'no data']);
  const first = await judge(slow('other', 20));
  assert.deepEqual(first.events, []);
  const { events } = await judge(slow('book', 10));
  const detail = events[0]!.detail as unknown as Record<string, unknown>;
  assert.deepEqual([events.length, detail['metric'], detail['page'], detail['value'], detail['exceededBy'], detail['count']], [1, 'LCP', '/book', 2_000, 0.3333, 10]);
  assert.equal((await service.setBudget('LCP', 5, 'book')).ok, false);
});

/** A day after day of page views on `/book`, eight an hour around a median. */
function week() {
  const harness = createHarness();
  const { service, store, ingest, vital, clock } = harness;
  let view = 0;
  const hours = async (count: number, median: number) => {
    for (let at = 0; at < count; at++) {
      await clock.advance(hour);
      await ingest(times(8, (index) => vital('LCP', median * (0.7 + index / 10), `v${view++}`)));
      await store.write((tx) => service.prune(tx, clock.now()));
    }
  };
  const breach = async () => {
    await service.tick();
    return harness.published.splice(0).map(({ detail }) => detail as Breach).find(({ metric }) => metric === 'LCP');
  };
  return { ...harness, hours, breach };
}

test('budgets say whether a day is as usual, bad, or a regression', async () => {
  const { service, hours } = week();
  await service.setBudget('LCP', 1_500, '/book');
  const verdicts = async () => (await service.getBudgets()).filter(({ name }) => name === 'LCP').map(({ page, trend }) => [page, trend?.verdict]);
  assert.deepEqual(await verdicts(), [[undefined, 'no data'], ['/book', 'no data']]);
  await hours(8 * 24, 1_500);
  assert.deepEqual(await verdicts(), [[undefined, 'as usual'], ['/book', 'as usual']]);
  await hours(24, 2_400);
  assert.deepEqual(await verdicts(), [[undefined, 'regression'], ['/book', 'regression']]);
});

test('a breach says how far over, of how many, and that it is a regression', async () => {
  const { hours, breach } = week();
  await hours(8 * 24, 1_500);
  assert.equal(await breach(), undefined, 'within the limit');
  await hours(24, 3_000);
  const told = await breach();
  assert.deepEqual(
    [told?.alertType, told?.value, told?.limit, told?.over, told?.exceededBy, told?.count, told?.percentile, told?.unit, told?.verdict, told?.trend.days],
    ['budget_exceeded', 3_605, 2_500, 1_105, 0.442, 16, 0.75, 'ms', 'regression', 7],
  );
  assert.ok(told!.trend.effect! > told!.trend.bound! && told!.trend.p! < 0.001);
  assert.equal(told!.message, 'LCP: 3605 ms at p75, 44 % over the limit of 2500 ms (16 values in 60 minutes); a regression against the seven days before');
});

test('an hour of trouble is told as a bad day', async () => {
  const { hours, breach } = week();
  await hours(8 * 24, 1_500);
  await hours(4, 9_000);
  const told = await breach();
  assert.deepEqual([told?.verdict, told?.trend.verdict], ['bad day', 'bad day']);
  assert.match(told!.message, /a bad day, no regression$/);
});

test('what was slow all week is over its limit, and no regression', async () => {
  const { hours, breach } = week();
  await hours(9 * 24, 4_000);
  assert.equal((await breach())?.verdict, 'as usual');
});
