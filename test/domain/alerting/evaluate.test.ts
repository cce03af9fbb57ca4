import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decide } from '../../../src/domain/alerting/decide.ts';
import { builtInAlerts } from '../../../src/domain/alerting/definitions.ts';
import { evaluate } from '../../../src/domain/alerting/evaluate.ts';
import type { Evaluation } from '../../../src/domain/alerting/evaluate.ts';
import { addHistograms, histogramSize, latencyQuantile, recordLatency } from '../../../src/domain/alerting/latency-histogram.ts';
import type { LatencyHistogram } from '../../../src/domain/alerting/latency-histogram.ts';
import { wilson } from '../../../src/domain/alerting/wilson.ts';

const errorRate = builtInAlerts.get('high_error_rate')!.definition;
const ratio = (bad: number, total: number): Evaluation => evaluate(errorRate, { kind: 'ratio', bad, total, what: 'API calls' }, 1_000);

test('wilson agrees with the published interval', () => {
  // Newcombe 1998, table I: 81 of 263 and 15 of 148, method 3.
  const published = [[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611]] as const;
  for (const [bad, total, lower, upper] of published) {
    assert.ok(Math.abs(wilson(bad, total).lower - lower) < 6e-5);
    assert.ok(Math.abs(wilson(bad, total).upper - upper) < 6e-5);
  }
});

test('a rate fires at 3 of 20, not at 2 of 20, not at 3 of 19', () => {
  assert.equal(ratio(3, 20).verdict, 'fire');
  assert.equal(ratio(2, 20).step, 'not_significant');
  assert.equal(ratio(3, 19).step, 'too_few_samples');
  assert.equal(ratio(0, 0).step, 'no_data');
});

test('a rate clears below 0.8 of its threshold, holds at it, and needs three calls to clear', () => {
  assert.equal(ratio(39, 1_000).verdict, 'clear');
  assert.equal(ratio(40, 1_000).verdict, 'hold');
  assert.equal(ratio(50, 1_000).verdict, 'hold');
  assert.equal(ratio(0, 2).verdict, 'insufficient');
  assert.equal(ratio(0, 3).verdict, 'clear');
});

test('whatever fires has 20 samples, 3 bad ones, and a bound above the threshold; more bad never stops it', () => {
  fc.assert(
    fc.property(fc.nat(400), fc.nat(400), (a, b) => {
      const [bad, total] = [Math.min(a, b), Math.max(a, b)];
      const { verdict, lowerBound } = ratio(bad, total);
      if (verdict === 'fire') {
        assert.ok(total >= 20 && bad >= 3 && lowerBound! > 0.05);
        if (bad < total) assert.equal(ratio(bad + 1, total).verdict, 'fire');
      }
    }),
  );
});

test('the histogram is within 2 % of the true p95, however it was put together', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 300 }), fc.nat(300), (durations, cut) => {
      const of = (part: readonly number[]) => part.reduce<LatencyHistogram>(recordLatency, {});
      const merged = addHistograms(of(durations.slice(0, cut)), of(durations.slice(cut)));
      const exact = durations.toSorted((a, b) => a - b)[Math.ceil(0.95 * durations.length) - 1]!;
      assert.equal(histogramSize(merged), durations.length);
      assert.ok(Math.abs(latencyQuantile(merged, 0.95)! - exact) <= 0.02 * exact);
    }),
  );
});

test('a conversion drop compares with its baseline, and says when it cannot', () => {
  const definition = builtInAlerts.get('booking_conversion_drop')!.definition;
  const drop = (started: number, booked: number, baselineStarted: number, baselineBooked: number) => evaluate(definition, { kind: 'drop', started, booked, baselineStarted, baselineBooked }, 0);
  assert.match(drop(19, 0, 1_000, 600).text, /insufficient data/);
  assert.match(drop(50, 0, 99, 60).text, /insufficient data/);
  assert.match(drop(50, 0, 1_000, 0).text, /insufficient data/);
  assert.equal(drop(50, 10, 1_000, 600).verdict, 'fire');
  assert.equal(drop(50, 23, 1_000, 600).verdict, 'hold');
  assert.equal(drop(50, 30, 1_000, 600).verdict, 'clear');
  assert.equal(drop(50, 60, 1_000, 600).value, 0);
});

test('a level clears only after a whole watched window of good values, in which no data stops the clock for nobody', () => {
  const minute = 60_000;
  const standing = { clearSince: null, triggeredAt: 0, watchedSince: 0, occurrences: 0 };
  const at = (now: number, verdict: Evaluation['verdict']): Evaluation => ({ ...ratio(0, 20), at: now, verdict });
  assert.deepEqual(decide('ratio', 5, standing, at(20 * minute, 'clear')), { clearSince: 20 * minute, action: 'measure' });
  assert.equal(decide('ratio', 5, { ...standing, clearSince: 20 * minute }, at(25 * minute, 'clear')).action, 'clear');
  assert.deepEqual(decide('ratio', 5, { ...standing, clearSince: 20 * minute }, at(30 * minute, 'insufficient')), { clearSince: 20 * minute, action: 'none' });
  assert.equal(decide('ratio', 5, { ...standing, clearSince: 20 * minute }, at(22 * minute, 'hold')).clearSince, null);
  assert.equal(decide('ratio', 5, { ...standing, clearSince: 20 * minute, watchedSince: 24 * minute }, at(26 * minute, 'clear')).action, 'measure');
  assert.equal(decide('ratio', 5, { ...standing, triggeredAt: null }, at(0, 'clear')).action, 'none');
});

test('an occurrence opens only when it is new, a level whenever it is bad', () => {
  const bad = ratio(10, 20);
  const standing = { clearSince: null, triggeredAt: null, watchedSince: 0, occurrences: 0 };
  assert.equal(decide('count', 5, standing, bad).action, 'none');
  assert.equal(decide('count', 5, { ...standing, occurrences: 1 }, bad).action, 'trigger');
  assert.equal(decide('ratio', 5, standing, bad).action, 'trigger');
  assert.equal(decide('ratio', 5, { ...standing, triggeredAt: 1 }, bad).action, 'measure');
});
