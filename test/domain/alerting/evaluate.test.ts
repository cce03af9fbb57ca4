import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decide } from '../../../src/domain/alerting/decide.ts';
import { builtInAlerts } from '../../../src/domain/alerting/definitions.ts';
import { evaluate } from '../../../src/domain/alerting/evaluate.ts';
import type { Evaluation } from '../../../src/domain/alerting/evaluate.ts';
import { sampleOf } from '../../../src/domain/alerting/sample.ts';
import type { Window } from '../../../src/domain/alerting/sample.ts';
import type { Counts } from '../../../src/domain/alerting/tally.ts';
import { wilson } from '../../../src/domain/alerting/wilson.ts';
import { addToSketch, emptySketch } from '../../../src/domain/performance/quantile-sketch.ts';

function judged(alertId: string, counts: Counts, more: Partial<Window> = {}): Evaluation {
  const builtIn = builtInAlerts.get(alertId)!;
  const sample = sampleOf(builtIn, { counts, latency: emptySketch, baseline: {}, brought: {}, observed: true, ...more });
  return evaluate(builtIn.measure, builtIn.definition, sample, 1_000);
}

/** What an evaluation says, in one record. */
function ratio(bad: number, total: number) {
  const { verdict, explanation } = judged('high_error_rate', { api_failed: bad, api_ok: total - bad });
  return { verdict, ...explanation };
}

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

test('a p95 is that of the calls that were timed, and needs 20 of them', () => {
  const p95 = (durations: readonly number[]) => judged('api_response_time', {}, { latency: addToSketch(emptySketch, durations) });
  const slow = (count: number) => [...Array<number>(count - 2).fill(100), 2_100, 2_100];
  assert.equal(p95(slow(19)).explanation.step, 'too_few_samples');
  assert.equal(p95(slow(20)).verdict, 'fire');
  assert.ok(Math.abs(p95(slow(20)).explanation.value! - 2_100) <= 21);
  assert.equal(p95(slow(60)).verdict, 'clear');
  assert.equal(p95([]).explanation.step, 'no_data');
});

test('a conversion drop compares with its baseline, and says when it cannot', () => {
  const drop = (started: number, booked: number, startedBefore: number, bookedBefore: number) => {
    const baseline = { booking_started: startedBefore, appointment_booked: bookedBefore };
    const { verdict, explanation } = judged('booking_conversion_drop', { booking_started: started, appointment_booked: booked }, { baseline });
    return { verdict, ...explanation };
  };
  assert.match(drop(19, 0, 1_000, 600).text, /insufficient data/);
  assert.match(drop(50, 0, 99, 60).text, /insufficient data/);
  assert.match(drop(50, 0, 1_000, 0).text, /insufficient data/);
  assert.equal(drop(50, 10, 1_000, 600).verdict, 'fire');
  assert.equal(drop(50, 23, 1_000, 600).verdict, 'hold');
  assert.equal(drop(50, 30, 1_000, 600).verdict, 'clear');
  assert.equal(drop(50, 60, 1_000, 600).value, 0);
});

test('an occurrence counts also when it is older than the window; nothing seen is not nothing there', () => {
  assert.equal(judged('security_breach', {}, { brought: { security: 1 } }).verdict, 'fire');
  assert.equal(judged('security_breach', {}).verdict, 'clear');
  assert.equal(judged('security_breach', {}, { observed: false }).explanation.step, 'no_data');
  assert.equal(judged('data_sync_failure', {}).verdict, 'insufficient');
  assert.equal(judged('data_sync_failure', { sync_completed: 1 }).verdict, 'clear');
});

test('a level clears only after a whole watched window of good values, in which no data stops the clock for nobody', () => {
  const minute = 60_000;
  const at = (now: number, verdict: Evaluation['verdict'], goodSince: number | null, watchedSince = 0) => {
    const { explanation } = judged('high_error_rate', { api_ok: 20 });
    const next = decide({ verdict, explanation }, { goodSince }, { window: 5, watchedSince, occurred: 0 }, now);
    return next === null || next === 'trigger' ? next : next.kind === 'measure' ? `good since ${next.change.goodSince}` : next.kind;
  };
  assert.equal(at(20 * minute, 'clear', null), `good since ${20 * minute}`);
  assert.equal(at(25 * minute, 'clear', 20 * minute), 'resolve');
  assert.equal(at(30 * minute, 'insufficient', 20 * minute), null);
  assert.equal(at(22 * minute, 'hold', 20 * minute), 'good since null');
  assert.equal(at(26 * minute, 'clear', 20 * minute, 24 * minute), `good since ${20 * minute}`);
});

test('an occurrence opens only when it is new, a level whenever it is bad; what is good opens nothing', () => {
  const next = (evaluation: Evaluation, open: boolean, occurred: number) => decide(evaluation, open ? { goodSince: 0 } : null, { window: 5, watchedSince: 0, occurred }, 0);
  const breach = judged('security_breach', { security: 1 });
  assert.equal(next(breach, false, 0), null);
  assert.equal(next(breach, false, 1), 'trigger');
  const rate = judged('high_error_rate', { api_failed: 10, api_ok: 10 });
  assert.equal(next(rate, false, 0), 'trigger');
  assert.deepEqual(next(rate, true, 0), { kind: 'measure', change: { value: 0.5, sampleSize: 20, goodSince: null } });
  assert.equal(next(judged('high_error_rate', { api_ok: 30 }), false, 0), null);
});
