import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpsEvent } from '../../../src/contract/notices.ts';
import { createHarness, times } from './harness.ts';

const alertsOf = (events: readonly OpsEvent[]) => events.map((event) => event.detail as Record<string, unknown>);
const told = (events: readonly OpsEvent[], alertType: string) => alertsOf(events).filter((detail) => detail['alertType'] === alertType);

test('a breach is told once in three hours, with how far over', async () => {
  const { judge, vital, clock } = createHarness();
  const views = (prefix: string, count: number, value: number) => times(count, (at) => vital('LCP', value, `${prefix}${at}`));
  assert.deepEqual((await judge(views('a', 9, 5_000))).events, []);
  const [breach, ...others] = told((await judge(views('b', 1, 5_000))).events, 'budget_exceeded');
  assert.deepEqual(others, []);
  assert.deepEqual(
    { metric: breach?.['metric'], value: breach?.['value'], limit: breach?.['limit'], count: breach?.['count'], exceededBy: breach?.['exceededBy'], app: breach?.['app'] },
    { metric: 'LCP', value: 5_000, limit: 2_500, count: 10, exceededBy: 1, app: 'clinic' },
  );
  assert.deepEqual((await judge(views('c', 5, 6_000))).events, []);
  await clock.advance(2 * 3_600_000);
  assert.deepEqual((await judge(views('d', 10, 1_000))).events, []);
  await clock.advance(2 * 3_600_000);
  assert.equal(told((await judge(views('e', 10, 3_000))).events, 'budget_exceeded').length, 1);
});

test('budgets say what they measured, and that they measured nothing', async () => {
  const { service, judge, api } = createHarness();
  await judge(times(20, () => api('/api/doctors', 400)));
  const budgets = new Map((await service.getBudgets()).map((budget) => [budget.name, budget]));
  assert.equal(budgets.size, 8);
  const seen = (name: string) => [budgets.get(name)?.limit, budgets.get(name)?.unit, budgets.get(name)?.value, budgets.get(name)?.count, budgets.get(name)?.status];
  assert.deepEqual(seen('apiResponse'), [1_000, 'ms', 400, 20, 'within']);
  assert.deepEqual(seen('LCP'), [2_500, 'ms', null, 0, 'no data']);
});

test('a limit can be set, is remembered, and is judged at once', async () => {
  const { service, judge, api, metric, published } = createHarness();
  await judge(times(20, () => api('/api/doctors', 400)));
  const set = await service.setBudget('apiResponse', 300);
  assert.deepEqual(set.ok && set.value.status, 'over');
  // As the runtime does when the door was used.
  service.recheck();
  await service.tick();
  assert.equal(told(published, 'budget_exceeded')[0]?.['limit'], 300);
  assert.equal((await service.getBudgets()).find((budget) => budget.name === 'apiResponse')?.limit, 300);
  await service.setBudget('booking', 200);
  const { events } = await judge(times(10, () => metric('measure', 'booking', 350)));
  assert.equal(told(events, 'budget_exceeded')[0]?.['metric'], 'booking');
});

test('a limit that is none and a name that is none are answered with what was expected', async () => {
  const { service } = createHarness();
  for (const [name, limit] of [['LCP', Number.NaN], ['LCP', -1], ['LCP', Infinity], ['mail ada@example.org', 5], ['', 5], ['x'.repeat(81), 5]] as const)
    assert.deepEqual(await service.setBudget(name, limit), { ok: false, error: `setBudget: expected a name, a limit from 0 and a path or none, got ${name}, ${limit}, ` });
  assert.equal((await service.setBudget('INP', 200)).ok, true);
  assert.equal((await service.getBudgets()).length, 9);
});

test('a slow API is told in minutes, and not again for a quarter of an hour', async () => {
  const { judge, api, clock } = createHarness();
  assert.deepEqual(told((await judge(times(4, () => api('/api/doctors', 3_000)))).events, 'slow_api'), []);
  const [storm] = told((await judge([api('/api/doctors', 3_000)])).events, 'slow_api');
  assert.deepEqual([storm?.['metric'], storm?.['count'], storm?.['limit']], ['apiResponse', 5, 1_000]);
  await clock.advance(60_000);
  assert.deepEqual(told((await judge(times(10, () => api('/api/doctors', 3_000)))).events, 'slow_api'), []);
  await clock.advance(900_000);
  assert.equal(told((await judge(times(10, () => api('/api/doctors', 3_000)))).events, 'slow_api').length, 1);
});

test('five slow calls among many fast ones are no storm', async () => {
  const { judge, api } = createHarness();
  const { events } = await judge([...times(20, () => api('/api/doctors', 50)), ...times(5, () => api('/api/report', 3_000))]);
  assert.deepEqual(events, []);
});

test('a blocked main thread and a full heap are told, one peak is not', async () => {
  const { judge, metric } = createHarness();
  const heap = (share: number) => metric('memory', 'memory_usage', share * 1_000, { limit: 1_000 });
  assert.deepEqual((await judge([heap(0.95), heap(0.3), heap(0.3), metric('long_task', 'self', 4_000)])).events, []);
  assert.deepEqual(alertsOf((await judge([metric('long_task', 'self', 1_500)])).events).map((detail) => detail['alertType']), ['long_task']);
  assert.deepEqual(told((await judge(times(4, () => heap(0.9)))).events, 'memory_usage').length, 1);
});

test('page load is what the navigation metric says', async () => {
  const { service, judge, metric } = createHarness();
  await judge(times(10, () => metric('navigation', 'pageLoad', 3_500)));
  const pageLoad = (await service.getBudgets()).find((budget) => budget.name === 'pageLoad');
  assert.deepEqual([pageLoad?.status, pageLoad?.count, pageLoad?.value], ['over', 10, 3_500]);
});
