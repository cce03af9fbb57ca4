import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addToSketch, emptySketch, exactQuantile, mergeSketches, quantile, type QuantileSketch, sketchOf } from '../../../src/domain/performance/quantile-sketch.ts';

const durations = fc.array(fc.oneof(fc.double({ min: 1e-5, max: 1e7, noNaN: true }), fc.integer({ min: 0, max: 60_000 })), { minLength: 1, maxLength: 300 });
const ranks = fc.double({ min: 0, max: 1, noNaN: true });

const without = (sketch: QuantileSketch, value: number) => mergeSketches([sketch, sketchOf(value, -1)]);

test('every quantile is within 1 % of the exact one', () => {
  fc.assert(
    fc.property(durations, ranks, (values, q) => {
      const exact = exactQuantile(values, q) as number;
      const estimate = quantile(addToSketch(emptySketch, values), q) as number;
      assert.ok(Math.abs(estimate - exact) <= 0.01 * exact + 1e-6, `${estimate} for ${exact}`);
    }),
  );
});

test('a single value is exact, so is nothing at all, and no estimate leaves the range of the values', () => {
  assert.equal(quantile(addToSketch(emptySketch, [1_816.3]), 0.75), 1_816.3);
  assert.ok((quantile(addToSketch(emptySketch, [10, 10.01]), 0) as number) >= 10);
  assert.ok((quantile(addToSketch(emptySketch, [10, 10.01]), 1) as number) <= 10.01);
  assert.equal(quantile(addToSketch(emptySketch, [0, 5]), 0), 0);
});

test('merging in any grouping and order is the same as adding everything to one', () => {
  fc.assert(
    fc.property(durations, durations, durations, (a, b, c) => {
      const [x, y, z] = [a, b, c].map((values) => addToSketch(emptySketch, values)) as [typeof emptySketch, typeof emptySketch, typeof emptySketch];
      const all = addToSketch(emptySketch, [...a, ...b, ...c]);
      assert.deepEqual(mergeSketches([mergeSketches([x, y]), z]), all);
      assert.deepEqual(mergeSketches([x, mergeSketches([y, z])]), all);
      assert.deepEqual(mergeSketches([z, x, y]), all);
    }),
  );
});

test('what is taken out leaves the quantiles of what is left', () => {
  fc.assert(
    fc.property(durations, durations, ranks, (stay, go, q) => {
      const sketch = go.reduce(without, addToSketch(emptySketch, [...stay, ...go]));
      assert.equal(sketch.count, stay.length);
      const exact = exactQuantile(stay, q) as number;
      assert.ok(Math.abs((quantile(sketch, q) as number) - exact) <= 0.01 * exact + 1e-6);
    }),
  );
});

test('survives JSON and ignores what is no duration', () => {
  const sketch = addToSketch(emptySketch, [12, Number.NaN, -3, Infinity, 40]);
  assert.equal(sketch.count, 2);
  assert.deepEqual(JSON.parse(JSON.stringify(sketch)), sketch);
  assert.equal(quantile(emptySketch, 0.5), null);
});

test('stays small whatever the spread, and keeps its quantiles', () => {
  const values = Array.from({ length: 7_000 }, (_, at) => 1e-9 * 1.01 ** at);
  const sketch = addToSketch(emptySketch, values);
  assert.ok(sketch.bins.length <= 2 * 2_700);
  assert.equal(sketch.count, 7_000);
  const exact = exactQuantile(values, 0.75) as number;
  assert.ok(Math.abs((quantile(sketch, 0.75) as number) / exact - 1) <= 0.01);
  assert.equal(without(sketch, 1e-9).count, 6_999);
});
