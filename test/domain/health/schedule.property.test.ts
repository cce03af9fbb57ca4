import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { maxBackOff, maxSteering, nextRegularRun, steer, type Steering } from '../../../src/domain/health/schedule.ts';

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const times = fc.integer({ min: 1_600_000_000_000, max: 2_000_000_000_000 });
const intervals = fc.constantFrom(1_000, 30_000, 60_000, 300_000, 900_000, 86_400_000);

describe('the regular run', () => {
  const run = fc.record({ now: times, interval: intervals, phase: share, random: share, patience: fc.constantFrom(0, 0, 1_000, 90_000, 3_600_000) });
  const always = (check: (at: number, given: { now: number; interval: number; phase: number; notBefore: number }) => void): void =>
    fc.assert(
      fc.property(run, ({ patience, ...given }) => {
        const notBefore = patience && given.now + patience;
        check(nextRegularRun(given.now, given.interval, given.phase, given.random, notBefore), { ...given, notBefore });
      }),
      { numRuns: 3_000 },
    );

  test('lies at this installation’s own phase of the interval, ± 10 %, unless the backend’s patience ends just then', () => {
    always((at, { interval, phase, notBefore }) => {
      const off = Math.abs(((at / interval - phase + 1.5) % 1) - 0.5);
      assert.ok(off <= 0.1 + 1 / interval || at === notBefore, String(off));
    });
  });

  test('is no sooner than half an interval away, and before the backend wants it', () => {
    always((at, { now, interval, notBefore }) => assert.ok(at >= now + interval / 2 - 1 && at >= notBefore));
  });

  test('and no later than 1.7 intervals, or 1.2 after the backend’s patience', () => {
    always((at, { now, interval, notBefore }) => assert.ok(at <= Math.max(now + 1.7 * interval, notBefore + 1.2 * interval) + 1));
  });

  test('is as likely at any moment: browsers that are told the same date by a backend spread over an interval', () => {
    fc.assert(
      fc.property(times, intervals, fc.integer({ min: 1_000, max: 3_600_000 }), (now, interval, patience) => {
        const slots = Array<number>(10).fill(0);
        for (let browser = 0; browser < 2_000; browser++) {
          const at = nextRegularRun(now, interval, browser / 2_000, (browser * 0.618_034) % 1, now + patience);
          const from = Math.max(now + interval / 2, now + patience);
          const slot = Math.floor(((at - from) / interval) * 10);
          if (slot < 10) slots[slot] = slots[slot]! + 1;
        }
        assert.ok(Math.max(...slots) <= 300, slots.join(' '));
      }),
      { numRuns: 100 },
    );
  });
});

describe('what the backend asks for', () => {
  const calm: Steering = { notBefore: 0, refusals: 0 };
  const seconds = fc.integer({ min: 0, max: 3_600 });
  const others = fc.subarray(['public', 'private', 's-maxage=9999', 'no-transform', 'must-revalidate', 'stale-while-revalidate=30', 'immutable']);
  const answer = fc.record({ status: fc.constantFrom(200, 404, 429, 500, 503), readable: fc.boolean(), age: fc.option(seconds), after: fc.option(seconds), asDate: fc.boolean(), others, random: share });

  const headersOf = ({ age, after, asDate, others: rest }: { age: number | null; after: number | null; asDate: boolean; others: readonly string[] }, now: number): Record<string, string> => ({
    ...(age !== null && { 'cache-control': [...rest, `max-age=${age}`].toReversed().join(', ') }),
    ...(after !== null && { 'retry-after': asDate ? new Date(now + after * 1_000).toUTCString() : String(after) }),
  });

  test('the next poll is no sooner than max-age and Retry-After, in seconds or as a date, whatever the status and the other directives', () => {
    fc.assert(
      fc.property(answer, times.map((at) => Math.floor(at / 1_000) * 1_000), (given, now) => {
        const { notBefore } = steer({ status: given.status, headers: headersOf(given, now) }, given.readable, calm, now, given.random);
        const asked = Math.max(given.age ?? 0, given.after ?? 0) * 1_000;
        if (asked) assert.ok(notBefore >= now + asked);
      }),
      { numRuns: 3_000 },
    );
  });

  test('what must not be kept has no age', () => {
    fc.assert(
      fc.property(fc.constantFrom('no-store', 'no-cache', 'private, no-cache="x"'), seconds, share, (word, age, random) => {
        for (const caching of [`${word}, max-age=${age}`, `max-age=${age}, ${word}`]) assert.equal(steer({ status: 200, headers: { 'cache-control': caching } }, true, calm, 7, random).notBefore, 0);
      }),
    );
  });

  test('no header, however wrong, puts the next poll off for more than an hour, or to no time at all', () => {
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.string(), fc.nat().map(String), fc.constant('1e400'), fc.constant('-1')), times, share, (caching, after, now, random) => {
        const { notBefore } = steer({ status: 200, headers: { 'cache-control': `max-age=${caching}`, 'retry-after': after } }, true, calm, now, random);
        assert.ok(notBefore === 0 || (notBefore > now && notBefore <= now + maxSteering), String(notBefore));
      }),
      { numRuns: 2_000 },
    );
  });

  test('refusals in a row (429, and 503 without a report) back off with full jitter, ever longer, to 15 minutes at most; one answer ends it', () => {
    assert.equal(maxBackOff, 15 * 60_000);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(429, 503), { minLength: 1, maxLength: 30 }), times, share, (statuses, now, random) => {
        let before = calm;
        for (const [index, status] of statuses.entries()) {
          before = steer({ status }, false, before, now, random);
          assert.equal(before.refusals, index + 1);
          // Full jitter: any share of the bound, which doubles from ten seconds on.
          const wait = random * Math.min(maxBackOff, 5_000 * 2 ** (index + 1));
          assert.ok(Math.abs((before.notBefore || now) - now - wait) <= 1);
        }
        assert.deepEqual(steer({ status: 200 }, true, before, now, random), { notBefore: 0, refusals: 0 });
      }),
    );
  });

  test('a 503 with a report in it is an answer, and other errors are no refusal', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 200, 404, 500, 502, 503), share, (status, random) => assert.deepEqual(steer({ status }, true, { notBefore: 0, refusals: 5 }, 7, random), { notBefore: 0, refusals: 0 })),
    );
  });
});
