import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addToSketch, emptySketch, mergeSketches, type QuantileSketch } from '../../../src/domain/performance/quantile-sketch.ts';
import { compareSketches, trendOf } from '../../../src/domain/performance/trend.ts';
import { seeded } from '../../support/seeded.ts';

/** Log-normal durations around a median, as loading times are. */
function values(random: () => number, count: number, median: number): number[] {
  return Array.from({ length: count }, () => median * Math.exp(0.5 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())));
}

const sketch = (all: readonly number[]): QuantileSketch => addToSketch(emptySketch, all);
/** The four quarters of a day. */
const day = (random: () => number, medians: readonly number[], each = 60): QuantileSketch[] => medians.map((median) => sketch(values(random, each, median)));
const week = (random: () => number, medians: readonly number[]): QuantileSketch[] => medians.map((median) => mergeSketches(day(random, [median, median, median, median])));
const even = [2_000, 2_040, 1_960, 2_010, 1_990, 2_030, 1_980];

test('the chance that a value is above another is that of all pairs, ties half', () => {
  const integers = fc.array(fc.constantFrom(100, 200, 400, 800), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(integers, integers, (a, b) => {
      let wins = 0;
      for (const x of a) for (const y of b) wins += x > y ? 1 : x === y ? 0.5 : 0;
      assert.ok(Math.abs(compareSketches(sketch(a), sketch(b)).effect - wins / (a.length * b.length)) < 1e-9);
    }),
  );
});

test('a day like the others is as usual: of 300 such days none is called a regression', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = seeded(seed);
    assert.notEqual(trendOf(day(random, [2_000, 2_000, 2_000, 2_000]), week(random, even)).verdict, 'regression', `seed ${seed}`);
  }
});

test('pages that got slower and stay slower are a regression', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = seeded(seed);
    const { verdict, effect, bound } = trendOf(day(random, [3_000, 3_000, 3_000, 3_000]), week(random, even));
    assert.equal(verdict, 'regression', `seed ${seed}`);
    assert.ok(effect! > bound!);
  }
});

test('a slow day in a week that has such days is a bad day', () => {
  const uneven = [2_000, 3_100, 1_900, 2_900, 2_000, 3_000, 1_950];
  for (let seed = 1; seed <= 50; seed++) {
    const random = seeded(seed);
    assert.equal(trendOf(day(random, [3_000, 3_000, 3_000, 3_000]), week(random, uneven)).verdict, 'bad day', `seed ${seed}`);
  }
});

test('an hour of trouble is a bad day, however bad', () => {
  const random = seeded(7);
  assert.equal(trendOf(day(random, [2_000, 2_000, 20_000, 20_000]), week(random, even)).verdict, 'bad day');
});

test('faster pages are as usual, and too few values or days are no data', () => {
  const random = seeded(9);
  assert.equal(trendOf(day(random, [1_000, 1_000, 1_000, 1_000]), week(random, even)).verdict, 'as usual');
  assert.deepEqual(trendOf(day(random, [9_000], 9), week(random, even)), { verdict: 'no data', effect: null, bound: null, p: null, days: 7 });
  assert.equal(trendOf(day(random, [9_000, 9_000]), week(random, [2_000, 2_000, 2_000])).verdict, 'no data');
});
