import assert from 'node:assert/strict';
import { test } from 'node:test';
import { budgetName, budgetsOf, type Condition, conditionsOf, judge } from '../../../src/domain/performance/budgets.ts';
import { foldTallies, tallyOf } from '../../../src/domain/performance/tally.ts';

const none = new Map<string, number>();
const named = (conditions: readonly Condition[], alertType: string, name: string) => conditions.find((each) => each.alertType === alertType && each.name === name) as Condition;
const lcp = named(budgetsOf(none), 'budget_exceeded', 'LCP');
const tally = (...values: readonly number[]) => foldTallies(new Map(), values.map((value) => ['x', tallyOf(value)] as const)).get('x');

test('the defaults are the documented limits', () => {
  assert.deepEqual(Object.fromEntries(budgetsOf(none).map(({ name, limit }) => [name, limit])), {
    pageLoad: 3_000, FCP: 2_000, LCP: 2_500, FID: 100, CLS: 0.1, apiResponse: 1_000, longTask: 50, memoryUsage: 0.8,
  });
});

test('too small a sample is no data, a value on the limit is within it', () => {
  assert.equal(judge(lcp, undefined).status, 'no data');
  assert.equal(judge(lcp, tally(...Array(9).fill(9_000))).status, 'no data');
  assert.equal(judge(lcp, tally(...Array(10).fill(2_500))).status, 'within');
  assert.equal(judge(lcp, tally(...Array(10).fill(2_501))).status, 'over');
});

test('a budget is found in any case, is made for a metric of the page, and not for what may name a person', () => {
  assert.equal(budgetName('lcp'), 'LCP');
  assert.equal(budgetName('inp'), 'INP');
  assert.equal(budgetName('checkout-duration'), 'checkout-duration');
  for (const name of ['ada@example.org', '', 'call-0301234567', 'two words', 'x'.repeat(81)]) assert.equal(budgetName(name), null, name);
});

test('limits that were set take the place of the default ones, and make budgets of vitals and of metrics', () => {
  const budgets = budgetsOf(new Map([['LCP', 1_000], ['INP', 200], ['constructor', 5]]));
  assert.equal(budgets.length, 10);
  assert.deepEqual(['LCP', 'INP', 'constructor'].map((name) => budgets.find((each) => each.name === name)).map((each) => [each?.limit, each?.kind]), [[1_000, 'page'], [200, 'page'], [5, 'metric']]);
});

test('the last minutes are held against the limits of the budgets; long tasks against what they blocked together', () => {
  const conditions = conditionsOf(budgetsOf(new Map([['apiResponse', 300]])));
  assert.equal(judge(named(conditions, 'slow_api', 'apiResponse'), tally(1, 400, 400, 400, 1)).status, 'over');
  assert.equal(judge(named(conditions, 'slow_api', 'apiResponse'), tally(400, 400, 400, 400)).status, 'no data');
  assert.equal(judge(named(conditions, 'long_task', 'longTask'), tally(2_500, 2_500)).status, 'within');
  assert.equal(judge(named(conditions, 'long_task', 'longTask'), tally(2_500, 2_501)).status, 'over');
  assert.equal(judge(named(conditions, 'memory_usage', 'memoryUsage'), tally(0.95, 0.3, 0.3)).status, 'within');
});
