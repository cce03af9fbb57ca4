import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { spanOf, steps } from '../../../src/domain/performance/steps.ts';

const now = Date.UTC(2026, 0, 14, 9, 15, 30);
const day = 86_400_000;

test('a span holds all of its range, in whole steps that are still kept where it begins', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 32 * day }), fc.integer({ min: 0, max: 32 * day }), (back, length) => {
      const range = { from: now - back, to: Math.min(now, now - back + length) };
      const { step, from, to } = spanOf(range, now);
      assert.ok(from <= range.from && to >= range.to && range.from - from < step && to - range.to < step);
      assert.ok(from % step === 0 && to % step === 0);
      assert.ok(range.from >= now - (steps.find(([length]) => length === step)?.[1] ?? 0));
    }),
  );
});

test('a quarter of an hour is read by the minute, thirty days in less than a thousand rows', () => {
  assert.equal(spanOf('15m', now).step, 60_000);
  const { step, from, to } = spanOf('30d', now);
  assert.ok((to - from) / step < 1_000);
});

test('what is no range is said to be none', () => assert.throws(() => spanOf('never' as never, now), /time range: expected/));
