import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { afterAttempt, idleRecovery, planRecovery } from '../../../src/domain/health/recovery.ts';
import { maxBackOff, nextRegularRun, phaseOf, steer } from '../../../src/domain/health/schedule.ts';

test('ten thousand browsers that wake in the same second do not knock in the same second', () => {
  const now = 1_767_600_000_000;
  const perSecond = new Map<number, number>();
  let state = 3;
  for (let browser = 0; browser < 10_000; browser++) {
    state = (state * 16_807) % 2_147_483_647;
    const second = Math.floor((nextRegularRun(now, 30_000, phaseOf(`install-${browser}`), state / 2_147_483_647) - now) / 1_000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  assert.ok(Math.max(...perSecond.values()) < 10_000 / 30 * 1.5, `${Math.max(...perSecond.values())} in one second; a fair share is 333`);
});

test('a regular run is neither sooner than half an interval nor later than two', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31), fc.integer({ min: 1_000, max: 900_000 }), fc.string(), fc.double({ min: 0, max: 0.999, noNaN: true }), (now, interval, id, random) => {
      const wait = nextRegularRun(now, interval, phaseOf(id), random) - now;
      assert.ok(wait >= interval * 0.5 - 1 && wait <= interval * 2, `${wait} of ${interval}`);
    }),
  );
});

test('what the backend asks for is obeyed within reason, in seconds or as a date', () => {
  const now = Date.UTC(2026, 0, 5, 9);
  const calm = { notBefore: 0, refusals: 0 };
  const after = (status: number, headers: Record<string, string>, readable = true, before = calm): number => steer({ status, headers, readable }, before, now, 0.5).notBefore - now;
  assert.equal(after(503, { 'retry-after': '120' }), 120_000);
  assert.equal(after(503, { 'retry-after': 'Mon, 05 Jan 2026 09:10:00 GMT' }), 600_000);
  assert.equal(after(200, { 'cache-control': 'public, s-maxage=900, max-age=60' }), 60_000);
  assert.equal(after(200, { 'cache-control': 'no-store, max-age=60' }), 0);
  assert.equal(after(503, { 'retry-after': '31536000' }), 3_600_000, 'a year is a mistake');
  assert.equal(after(503, {}), 0, 'a 503 with a report in it is an answer, not a refusal');
  assert.equal(after(503, {}, false), 5_000);
  assert.equal(after(200, { 'retry-after': 'soon' }), 0);
});

test('refusals are answered with a full-jitter back-off of at most fifteen minutes, forgotten at the first answer', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (times, random) => {
      let steering = { notBefore: 0, refusals: 0 };
      for (let time = 0; time < times; time++) steering = steer({ status: 429, headers: {}, readable: false }, steering, 0, random);
      assert.ok(steering.notBefore >= 0 && steering.notBefore <= Math.min(maxBackOff, 5_000 * 2 ** times));
      assert.deepEqual(steer({ status: 200, headers: {}, readable: true }, steering, 7, random), { notBefore: 7, refusals: 0 });
    }),
  );
});

test('recovery: 5 s, 30 s, 2 min, then a breaker of 5, 10, 20, 30, 30 minutes with one attempt in between', () => {
  let now = 0;
  let state = planRecovery(idleRecovery, now, 0.5);
  const waits: number[] = [];
  for (let attempt = 0; attempt < 8; attempt++) {
    assert.ok(state.nextAt !== null);
    waits.push(state.nextAt - now);
    now = state.nextAt;
    assert.equal(planRecovery(state, now, 0.9), state, 'an attempt that is planned is not planned anew');
    state = afterAttempt(state, 'not_recovered', now, 0.5);
  }
  assert.deepEqual(waits, [5_000, 30_000, 120_000, 300_000, 600_000, 1_200_000, 1_800_000, 1_800_000]);
  const skipped = afterAttempt(state, 'skipped', now, 0.5);
  assert.deepEqual([skipped.attempt, skipped.breaker], [state.attempt, 'open'], 'a precondition that did not hold is no attempt');
  assert.deepEqual(afterAttempt(state, 'recovered', now, 0.5), idleRecovery);
});
