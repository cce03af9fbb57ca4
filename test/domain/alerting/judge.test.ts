import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluationOf } from '../../../src/domain/alerting/alert-levels.ts';
import { builtInAlerts } from '../../../src/domain/alerting/built-in-alerts.ts';
import type { Counters } from '../../../src/domain/alerting/counters.ts';
import { judge } from '../../../src/domain/alerting/judge.ts';
import { wilson } from '../../../src/domain/alerting/wilson.ts';
import { addToSketch, emptySketch } from '../../../src/domain/performance/quantile-sketch.ts';

function judged(alertId: string, counts: Counters['counts'], { latency = emptySketch, before = {} }: { latency?: Counters['latency']; before?: Counters['counts'] } = {}) {
  return judge(builtInAlerts.get(alertId)!, evaluationOf(alertId), { counts, latency }, { counts: before, latency: emptySketch }, 1_000);
}

const ratio = (bad: number, total: number) => judged('high_error_rate', { api_failed: bad, api_ok: total - bad });

test('wilson agrees with the published interval', () => {
  // Newcombe 1998, table I: 81 of 263 and 15 of 148, method 3.
  const published = [[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611]] as const;
  for (const [bad, total, lower, upper] of published) {
    assert.ok(Math.abs(wilson(bad, total).lower - lower) < 6e-5);
    assert.ok(Math.abs(wilson(bad, total).upper - upper) < 6e-5);
  }
});

test('a rate fires at 3 of 20, not at 2 of 20, not at 3 of 19', () => {
  assert.equal(ratio(3, 20).step, 'fired');
  assert.equal(ratio(2, 20).step, 'not_significant');
  assert.equal(ratio(3, 19).step, 'too_few_samples');
  assert.equal(ratio(0, 0).step, 'no_data');
});

test('a rate clears below 0.8 of its threshold, holds at it, and needs three calls to clear', () => {
  assert.equal(ratio(39, 1_000).good, true);
  assert.equal(ratio(40, 1_000).good, false);
  assert.equal(ratio(50, 1_000).good, false);
  assert.equal(ratio(0, 2).good, null);
  assert.equal(ratio(0, 3).good, true);
});

test('whatever fires has 20 samples, 3 bad ones, and a bound above the threshold; more bad never stops it', () => {
  fc.assert(
    fc.property(fc.nat(400), fc.nat(400), (a, b) => {
      const [bad, total] = [Math.min(a, b), Math.max(a, b)];
      const { step, lowerBound } = ratio(bad, total);
      if (step === 'fired') {
        assert.ok(total >= 20 && bad >= 3 && lowerBound! > 0.05);
        if (bad < total) assert.equal(ratio(bad + 1, total).step, 'fired');
      }
    }),
  );
});

test('a p95 is that of the calls that were timed, and needs 20 of them', () => {
  const p95 = (durations: readonly number[]) => judged('api_response_time', {}, { latency: addToSketch(emptySketch, durations) });
  const slow = (count: number) => [...Array<number>(count - 2).fill(100), 2_100, 2_100];
  assert.equal(p95(slow(19)).step, 'too_few_samples');
  assert.equal(p95(slow(20)).step, 'fired');
  assert.ok(Math.abs(p95(slow(20)).value! - 2_100) <= 21);
  assert.equal(p95(slow(60)).good, true);
  assert.equal(p95([]).step, 'no_data');
});

test('a conversion drop compares with its baseline, and says when it cannot', () => {
  const drop = (started: number, booked: number, startedBefore: number, bookedBefore: number) =>
    judged('booking_conversion_drop', { booking_started: started, appointment_booked: booked }, { before: { booking_started: startedBefore, appointment_booked: bookedBefore } });
  assert.match(drop(19, 0, 1_000, 600).text, /insufficient data/);
  assert.match(drop(50, 0, 99, 60).text, /insufficient data/);
  assert.match(drop(50, 0, 1_000, 0).text, /insufficient data/);
  assert.equal(drop(50, 10, 1_000, 600).step, 'fired');
  assert.equal(drop(50, 23, 1_000, 600).step, 'not_significant');
  assert.equal(drop(50, 30, 1_000, 600).good, true);
  assert.equal(drop(50, 60, 1_000, 600).value, 0);
});

test('what fires by having happened is good only when there was something to see; what somebody else ends never is', () => {
  assert.equal(judged('security_breach', { seen: 1 }).good, true);
  assert.equal(judged('security_breach', {}).good, null);
  assert.equal(judged('data_sync_failure', { seen: 1 }).good, null);
  assert.equal(judged('data_sync_failure', { sync_completed: 1 }).good, true);
  assert.equal(judged('system_unhealthy', { seen: 1 }).good, null);
});
