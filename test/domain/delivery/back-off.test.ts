import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backOff } from '../../../src/domain/delivery/back-off.ts';

test('the bound doubles from one second and stops at five minutes', () => {
  const bounds = [1, 2, 3, 9, 10, 2_000].map((failures) => backOff(failures, () => 1));
  assert.deepEqual(bounds, [1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
});

test('the wait is spread over the whole bound, so that browsers that failed together come back apart', () => {
  assert.equal(backOff(4, () => 0), 0);
  assert.equal(backOff(4, () => 0.25), 2_000);
  assert.equal(backOff(0, () => 0.9), 0);
});

test('whatever the number of failures, the wait is finite, whole and within the cap', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (failures, random) => {
      const wait = backOff(failures, () => random);
      return Number.isInteger(wait) && wait >= 0 && wait <= 300_000;
    }),
  );
});
