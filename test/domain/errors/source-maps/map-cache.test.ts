import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Remembered, toForget } from '../../../../src/domain/errors/source-maps/map-cache.ts';

const limits = { size: 100, maps: 3, failures: 2 };
const one = (key: string, usedAt: number, size: number, until = Infinity): Remembered => ({ key, usedAt, size, until });

describe('maps are forgotten', () => {
  test('when they were not used for longest and there are too many', () => {
    assert.deepEqual(toForget([one('a', 1, 10), one('b', 4, 10), one('c', 2, 10), one('d', 3, 10)], 5, limits), ['a']);
  });
  test('when they take too much, the one in use last', () => {
    assert.deepEqual(toForget([one('a', 1, 60), one('b', 2, 60)], 3, limits), ['a']);
    assert.deepEqual(toForget([one('a', 2, 60), one('b', 1, 60)], 3, limits), ['b']);
  });
  test('when they are too old, however much room there is', () => {
    assert.deepEqual(toForget([one('a', 1, 10, 5), one('b', 1, 10, 6)], 5, limits), ['a']);
  });
  test('and failures do not drive them out', () => {
    const failures = [1, 2, 3, 4].map((at) => one(`f${at}`, 10 + at, 0));
    assert.deepEqual(toForget([one('a', 1, 90), ...failures], 20, limits), ['f2', 'f1']);
  });
});
