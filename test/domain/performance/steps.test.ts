import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hour, ripe, spansOf, steps } from '../../../src/domain/performance/steps.ts';

const now = Date.UTC(2026, 0, 14, 9, 15, 30);
const day = 86_400_000;

test('spans hold all of a range, without gap or overlap, in whole steps that are still kept where it begins', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 32 * day }), fc.integer({ min: 0, max: 32 * day }), fc.nat(40 * 24), (back, length, late) => {
      const range = { from: now - back, to: Math.min(now, now - back + length) + 1 };
      const rolled = ripe(now) - late * hour;
      const spans = spansOf(range, now, rolled);
      const [coarsest] = steps.find(([, keep]) => range.from >= now - keep)!;
      assert.ok(spans[0]!.from <= range.from && range.from - spans[0]!.from < coarsest);
      assert.ok(spans.at(-1)!.to >= range.to && spans.at(-1)!.to - range.to < coarsest);
      for (const [index, { step, from, to }] of spans.entries()) {
        assert.ok(from < to && from % step === 0 && to % step === 0);
        assert.equal(spans[index + 1]?.from ?? to, to);
        // What is not rolled up yet is in the minutes alone.
        if (step > 60_000) assert.ok(to <= rolled);
      }
    }),
  );
});

test('a quarter of an hour is read by the minute, thirty days in some 200 rows', () => {
  assert.deepEqual(spansOf('15m', now, ripe(now)).map(({ step }) => step), [60_000]);
  const spans = spansOf('30d', now, ripe(now));
  assert.deepEqual(spans.map(({ step }) => step), [day, hour, 60_000]);
  assert.ok(spans.reduce((rows, { step, from, to }) => rows + (to - from) / step, 0) < 30 + 24 + 1_440 + 130);
});

test('who asks from the beginning of time, for ever, or of tomorrow, is answered from what there can be', () => {
  const rows = (from: number, to: number) => spansOf({ from, to }, now, ripe(now)).reduce((sum, span) => sum + (span.to - span.from) / span.step, 0);
  for (const [from, to] of [[0, Infinity], [-Infinity, now], [now + day, now + 2 * day], [0, 1], [now, now]] as const) {
    assert.ok(rows(from, to) >= 1 && rows(from, to) < 2_000, `${from} to ${to}: ${rows(from, to)} rows`);
    assert.ok(spansOf({ from, to }, now, ripe(now)).at(-1)!.to < now + 2 * day);
  }
});

test('what is no range is said to be none', () => {
  for (const range of ['never', -1, Number.NaN, {}, { from: 'a', to: 'b' }, { from: 2, to: 1 }, { from: Number.NaN, to: 1 }, { from: 1 }, [], true]) assert.throws(() => spansOf(range as never, now, 0), { name: 'TypeError', message: /^prescripto-ops: time range: expected one of 15m, .*, or \{from, to\} in epoch ms, got / }, JSON.stringify(range));
});
