import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { evaluationOf } from '../../../src/domain/alerting/alert-levels.ts';
import { builtInAlerts } from '../../../src/domain/alerting/built-in-alerts.ts';
import type { Counters } from '../../../src/domain/alerting/counters.ts';
import { judge, type Finding } from '../../../src/domain/alerting/judge.ts';
import { wilson } from '../../../src/domain/alerting/wilson.ts';
import { addToSketch, emptySketch } from '../../../src/domain/performance/quantile-sketch.ts';

const now = 1_000_000;
const nothing: Counters = { counts: {}, latency: emptySketch };

/** What was counted in a window, and in the days before. */
interface World {
  readonly window: Counters;
  readonly before: Counters;
  readonly threshold: number;
}

const counters = fc
  .record({
    counts: fc.dictionary(fc.constantFrom('api_failed', 'api_ok', 'payment_failed', 'payment_succeeded', 'payment_declined', 'booking_started', 'appointment_booked', 'seen', 'sync_completed'), fc.nat(300)),
    durations: fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 60 }),
  })
  .map(({ counts, durations }): Counters => ({ counts, latency: addToSketch(emptySketch, durations) }));
const thresholds = fc.constantFrom(0, 0.01, 0.05, 0.2, 0.5, 100, 2_000);
const worlds = fc.record({ window: counters, before: fc.oneof(fc.constant(nothing), counters), threshold: thresholds });

const levels = [...builtInAlerts.values()].filter(({ id }) => typeof evaluationOf(id) === 'function');
const rates = [
  ['high_error_rate', 'api_failed', 'api_ok'],
  ['payment_failures', 'payment_failed', 'payment_succeeded'],
] as const;

function find(id: string, { window, before, threshold }: World): Finding {
  return judge({ ...builtInAlerts.get(id)!, threshold }, evaluationOf(id), window, before, now);
}

const always = (check: (found: Finding, world: World) => void): void =>
  fc.assert(
    fc.property(fc.constantFrom(...levels), worlds, ({ id }, world) => check(find(id, world), world)),
    { numRuns: 3_000 },
  );

const rateOf = ([id, bad, good]: (typeof rates)[number], failed: number, total: number, threshold: number): Finding =>
  find(id, { window: { ...nothing, counts: { [bad]: failed, [good]: total - failed } }, before: nothing, threshold });
const samples = fc.tuple(fc.constantFrom(...rates), fc.nat(200), fc.nat(200), fc.constantFrom(0, 0.01, 0.05, 0.2, 0.5));
const alwaysOfRates = (check: (rate: (typeof rates)[number], bad: number, total: number, threshold: number) => void): void =>
  fc.assert(
    fc.property(samples, ([rate, a, b, threshold]) => check(rate, Math.min(a, b), Math.max(a, b), threshold)),
    { numRuns: 3_000 },
  );

describe('what a level says', () => {
  test('no data is neither good nor bad', () => {
    for (const { id } of levels) assert.equal(find(id, { window: nothing, before: nothing, threshold: 0.05 }).good, null);
    always(({ good, value, sampleSize }) => {
      if (value === null || !sampleSize) assert.equal(good, null);
    });
  });

  test('it fires above the threshold and never at or below it, on at least 20', () => {
    always(({ step, value, sampleSize, threshold }) => {
      if (step === 'fired') assert.ok(value! > threshold && sampleSize! >= 20);
    });
  });

  test('it is good only below 0.8 of the threshold, on at least 3, and never while it fires', () => {
    always(({ step, good, value, sampleSize, threshold }) => {
      if (!good) return;
      assert.ok(value! < 0.8 * threshold || value === 0);
      assert.ok(sampleSize! >= 3);
      assert.notEqual(step, 'fired');
    });
  });

  test('what can fire can be good again: nothing bad among enough is good, whatever the threshold', () => {
    alwaysOfRates((rate, _bad, total, threshold) => {
      if (total >= 3) assert.equal(rateOf(rate, 0, total, threshold).good, true);
    });
  });

  test('the same numbers give the same answer, whenever one asks', () => {
    always((found, world) => {
      const { evaluatedAt: _at, ...rest } = judge({ ...builtInAlerts.get(found.alertId)!, threshold: world.threshold }, evaluationOf(found.alertId), world.window, world.before, now + 86_400_000);
      assert.deepEqual({ ...rest, evaluatedAt: now }, found);
    });
  });
});

describe('a rate', () => {
  test('fires exactly when at least 20 were counted, at least 3 were bad, and the Wilson lower bound is above the threshold', () => {
    alwaysOfRates((rate, bad, total, threshold) => {
      const share = bad / total;
      const z = 1.96;
      const lower = (share + z ** 2 / (2 * total) - z * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2))) / (1 + z ** 2 / total);
      // z is rounded here: too close to call is not judged.
      if (Math.abs(lower - threshold) < 1e-5) return;
      assert.equal(rateOf(rate, bad, total, threshold).step === 'fired', total >= 20 && bad >= 3 && lower > threshold);
    });
  });

  test('3 of 20 fires at 5 %, 2 of 20 does not, nor do 3 of 19', () => {
    for (const rate of rates) {
      assert.equal(rateOf(rate, 3, 20, 0.05).step, 'fired');
      assert.notEqual(rateOf(rate, 2, 20, 0.05).step, 'fired');
      assert.notEqual(rateOf(rate, 3, 19, 0.05).step, 'fired');
    }
  });

  test('one more bad one never stops it, one more good one never starts it', () => {
    alwaysOfRates((rate, bad, total, threshold) => {
      const fires = (failed: number, all: number) => rateOf(rate, failed, all, threshold).step === 'fired';
      if (fires(bad, total)) assert.ok(fires(bad + 1, total + 1));
      else if (total >= 20) assert.ok(!fires(bad, total + 1));
    });
  });

  test('a declined payment is counted, but not as a failure', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), fc.nat(100), (failed, paid, declined) => {
        const payments = (counts: Counters['counts']) => find('payment_failures', { window: { ...nothing, counts }, before: nothing, threshold: 0.05 });
        const { value, sampleSize } = payments({ payment_failed: failed, payment_succeeded: paid, payment_declined: declined });
        assert.equal(sampleSize, failed + paid + declined);
        assert.deepEqual([value, sampleSize], [payments({ payment_failed: failed, payment_succeeded: paid + declined }).value, sampleSize]);
      }),
    );
  });
});

describe('the Wilson interval', () => {
  const proportions = fc.tuple(fc.integer({ min: 1, max: 2_000 }), fc.double({ min: 0, max: 1, noNaN: true })).map(([total, share]) => [Math.round(total * share), total] as const);
  const within = (check: (bad: number, total: number) => void): void => fc.assert(fc.property(proportions, ([bad, total]) => check(bad, total)));

  test('lies within 0 and 1 and holds the share that was seen', () => {
    within((bad, total) => {
      const { lower, upper } = wilson(bad, total);
      assert.ok(-1e-12 <= lower && lower <= bad / total + 1e-12 && bad / total <= upper + 1e-12 && upper <= 1 + 1e-12);
    });
  });

  test('is the same for the good ones, seen from the other side', () => {
    within((bad, total) => assert.ok(Math.abs(wilson(bad, total).lower - (1 - wilson(total - bad, total).upper)) < 1e-12));
  });

  test('gets narrower with ten times the sample', () => {
    within((bad, total) => {
      const width = (times: number) => wilson(bad * times, total * times).upper - wilson(bad * times, total * times).lower;
      assert.ok(width(10) < width(1));
    });
  });
});
