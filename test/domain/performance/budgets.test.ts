import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Condition, conditionsOf, defaultLimits, judge } from '../../../src/domain/performance/budgets.ts';
import { foldTallies, tallyOf } from '../../../src/domain/performance/tally.ts';

const named = (conditions: readonly Condition[], alertType: string, name: string) => conditions.find((each) => each.alertType === alertType && each.name === name) as Condition;
const lcp = conditionsOf(['LCP', 2_500])[0] as Condition;
const tally = (...values: readonly number[]) => foldTallies(new Map(), values.map((value) => ['x', tallyOf(value)] as const)).get('x');

test('the defaults are the documented limits', () => {
  assert.deepEqual(Object.fromEntries(defaultLimits), {
    pageLoad: 3_000, FCP: 2_000, LCP: 2_500, FID: 100, CLS: 0.1, apiResponse: 1_000, longTask: 50, memoryUsage: 0.8,
  });
});

test('too small a sample is no data, a value on the limit is within it', () => {
  assert.equal(judge(lcp, undefined).status, 'no data');
  assert.equal(judge(lcp, tally(...Array(9).fill(9_000))).status, 'no data');
  assert.equal(judge(lcp, tally(...Array(10).fill(2_500))).status, 'within');
  assert.equal(judge(lcp, tally(...Array(10).fill(2_501))).status, 'over');
});

test('a budget looks at what every page measures, or at a metric of the page\'s own, whatever its name', () => {
  const bare = (name: string) => conditionsOf([name, 5]).map(({ kind, limit, minSample }) => [kind, limit, minSample]);
  assert.deepEqual(bare('INP'), [['page', 5, 10]]);
  for (const name of ['checkout-duration', 'constructor']) assert.deepEqual(bare(name), [['metric', 5, 10]], name);
});

test('the last minutes are held against the limits of the budgets; long tasks against what they blocked together', () => {
  const conditions = [...new Map([...defaultLimits, ['apiResponse', 300]])].flatMap(conditionsOf);
  assert.equal(judge(named(conditions, 'slow_api', 'apiResponse'), tally(1, 400, 400, 400, 1)).status, 'over');
  assert.equal(judge(named(conditions, 'slow_api', 'apiResponse'), tally(400, 400, 400, 400)).status, 'no data');
  assert.equal(judge(named(conditions, 'long_task', 'longTask'), tally(2_500, 2_500)).status, 'within');
  assert.equal(judge(named(conditions, 'long_task', 'longTask'), tally(2_500, 2_501)).status, 'over');
  assert.equal(judge(named(conditions, 'memory_usage', 'memoryUsage'), tally(0.95, 0.3, 0.3)).status, 'within');
});
