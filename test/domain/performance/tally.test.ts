import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldTallies, maxSeries, otherSeries, type Tally, tallyOf } from '../../../src/domain/performance/tally.ts';

const parts = fc.array(fc.tuple(fc.constantFrom('a', 'b', '__proto__'), fc.tuple(fc.nat(60_000), fc.nat(2))), { maxLength: 60 });
const fold = (all: readonly (readonly [string, readonly [number, number]])[]) => foldTallies(new Map(), all.map(([series, [value, grade]]) => [series, tallyOf(value, grade)] as const));

test('tallies of parts of the values sum up to the tally of all', () => {
  fc.assert(fc.property(parts, parts, (a, b) => assert.deepEqual(foldTallies(fold(a), fold(b)), fold([...a, ...b]))));
});

test('a value that is taken back leaves what the others are', () => {
  fc.assert(
    fc.property(parts, fc.nat(60_000), fc.nat(2), (all, value, grade) => {
      const before = fold([['a', [7, 0]], ...all]);
      const after = foldTallies(new Map(before), [['a', tallyOf(value, grade)], ['a', tallyOf(value, grade, -1)]]);
      const bare = (tally: Tally | undefined) => ({ ...tally, sketch: { count: tally?.sketch.count, bins: tally?.sketch.bins } });
      assert.deepEqual(bare(after.get('a')), bare({ ...(before.get('a') as Tally)}));
    }),
  );
});

test('series are bounded, and what is too much is counted together', () => {
  const tallies = foldTallies(new Map(), Array.from({ length: maxSeries + 50 }, (_, at) => [`s${at}`, tallyOf(1)] as const));
  assert.equal(tallies.size, maxSeries + 1);
  assert.equal(tallies.get(otherSeries)?.count, 50);
});

test('what has no value is counted and in no percentile', () => {
  const tally = foldTallies(new Map(), [['a', tallyOf(null, 2)], ['a', tallyOf(5)]]).get('a');
  assert.deepEqual([tally?.count, tally?.sketch.count, tally?.total, tally?.grades], [2, 1, 5, [1, 0, 1]]);
});
