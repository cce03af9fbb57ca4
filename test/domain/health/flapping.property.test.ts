import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HealthStatus } from '../../../src/contract/health.ts';
import { isFlapping } from '../../../src/domain/health/flapping.ts';

const up = (count: number): HealthStatus[] => Array<HealthStatus>(count).fill('HEALTHY');
/** So many changes, the newest last. */
const swinging = (changes: number): HealthStatus[] => Array.from({ length: changes }, (_, index) => (index % 2 ? 'HEALTHY' : 'UNHEALTHY'));
const statuses = fc.array(fc.constantFrom<HealthStatus>('HEALTHY', 'DEGRADED', 'UNHEALTHY', 'UNKNOWN'), { maxLength: 60 });
const changesOf = (seen: readonly HealthStatus[]): number => seen.slice(-21).filter((status, index, recent) => index > 0 && recent[index - 1] !== status).length;

test('six changes just now are flapping, six long ago are not: the newest weigh 1.18, the oldest 0.8', () => {
  assert.equal(isFlapping([...up(15), ...swinging(6)], false), true, '6 × about 1.13 of 20');
  assert.equal(isFlapping([...up(1), ...swinging(6), ...up(14)], false), false, '7 × about 0.86 of 20');
});

test('above 30 % it begins, at 25 % it ends, in between it stays as it was', () => {
  // 5 changes, the newest ones: 1.1 + 1.12 + 1.14 + 1.16 + 1.18 = 5.7 of 20.
  const between = [...up(16), ...swinging(5)];
  assert.deepEqual([isFlapping(between, false), isFlapping(between, true)], [false, true]);
  // 4 changes: 4.6 of 20.
  assert.equal(isFlapping([...up(17), ...swinging(4)], true), false);
});

test('a check that keeps quiet never flaps, one that changes at every look always does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.boolean(), (count, was) => {
      assert.equal(isFlapping(up(count), was), false);
      assert.equal(isFlapping(swinging(21 + count), was), true);
    }),
  );
});

test('only the last 20 changes count, fewer than five are never flapping, eight always are', () => {
  fc.assert(
    fc.property(statuses, statuses, fc.boolean(), (older, seen, was) => {
      const changes = changesOf(seen);
      if (seen.length > 20) assert.equal(isFlapping([...older, ...seen], was), isFlapping(seen, was));
      if (changes < 5) assert.equal(isFlapping(seen, was), false);
      if (changes > 7) assert.equal(isFlapping(seen, was), true);
      if (isFlapping(seen, false)) assert.ok(isFlapping(seen, true));
    }),
    { numRuns: 1_000 },
  );
});
