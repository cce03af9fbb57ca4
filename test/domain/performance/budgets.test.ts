import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BudgetDefinition, type BudgetState, defaultBudgets, defineBudget, evaluateBudget, stepBudget } from '../../../src/domain/performance/budgets.ts';

const lcp = defaultBudgets.find((budget) => budget.name === 'LCP') as BudgetDefinition;

test('the defaults are the documented limits', () => {
  assert.deepEqual(Object.fromEntries(defaultBudgets.map(({ name, limit }) => [name, limit])), {
    pageLoad: 3_000, FCP: 2_000, LCP: 2_500, FID: 100, CLS: 0.1, apiResponse: 1_000, longTask: 50, memoryUsage: 0.8,
  });
});

test('too small a sample is no data, a value on the limit is within it', () => {
  assert.equal(evaluateBudget(lcp, { value: 9_000, count: 9 }).status, 'no data');
  assert.equal(evaluateBudget(lcp, { value: 2_500, count: 10 }).status, 'within');
  assert.equal(evaluateBudget(lcp, { value: 2_501, count: 10 }).status, 'over');
});

test('a breach is told once, again after recovery, and neither by silence', () => {
  let state: BudgetState = { over: false, changedAt: 0 };
  const told: boolean[] = [];
  const hours = [{ value: 3_000, count: 10 }, { value: 3_500, count: 12 }, { value: null, count: 0 }, { value: 3_100, count: 10 }, { value: 2_000, count: 20 }, { value: 2_600, count: 20 }];
  for (const [now, hour] of hours.entries()) {
    const step = stepBudget(state, evaluateBudget(lcp, hour), now);
    state = step.state;
    told.push(step.breached);
  }
  assert.deepEqual(told, [true, false, false, false, false, true]);
});

test('a budget is found by its short name, its long name, in any case, and made for a metric of the page', () => {
  assert.equal(defineBudget('largestContentfulPaint', 1_000)?.name, 'LCP');
  assert.equal(defineBudget('lcp', 1_000)?.limit, 1_000);
  assert.deepEqual(defineBudget('inp', 200)?.source, { kind: 'vital', name: 'INP' });
  assert.deepEqual(defineBudget('checkout-duration', 500)?.source, { kind: 'metric', name: 'checkout-duration' });
  assert.equal(defineBudget('ada@example.org', 1), null);
  assert.equal(defineBudget('', 1), null);
});
