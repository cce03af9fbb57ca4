import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { RecoveryAttempt } from '../../../src/contract/health.ts';
import { saw } from '../../../src/domain/health/observation.ts';
import { advance, nextAttempt } from '../../../src/domain/health/recovery.ts';
import { maxBackOff, nextRegularRun, steer } from '../../../src/domain/health/schedule.ts';

test('ten thousand browsers that wake in the same second do not knock in the same second', () => {
  const now = 1_767_600_000_000;
  const perSecond = new Map<number, number>();
  let state = 3;
  for (let browser = 0; browser < 10_000; browser++) {
    const phase = (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    state = (state * 16_807) % 2_147_483_647;
    const second = Math.floor((nextRegularRun(now, 30_000, phase, state / 2_147_483_647) - now) / 1_000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  assert.ok(Math.max(...perSecond.values()) < 10_000 / 30 * 1.5, `${Math.max(...perSecond.values())} in one second; a fair share is 333`);
});

test('a regular run is neither sooner than half an interval nor later than two', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31), fc.integer({ min: 1_000, max: 900_000 }), fc.double({ min: 0, max: 0.999, noNaN: true }), fc.double({ min: 0, max: 0.999, noNaN: true }), (now, interval, phase, random) => {
      const wait = nextRegularRun(now, interval, phase, random) - now;
      assert.ok(wait >= interval * 0.5 - 1 && wait <= interval * 2, `${wait} of ${interval}`);
    }),
  );
});

test('what the backend asks for is obeyed within reason, in seconds or as a date', () => {
  const now = Date.UTC(2026, 0, 5, 9);
  const calm = { notBefore: 0, refusals: 0 };
  const after = (status: number, headers: Record<string, string>, readable = true, before = calm): number => Math.max(0, steer({ status, headers }, readable, before, now, 0.5).notBefore - now);
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
      for (let time = 0; time < times; time++) steering = steer({ status: 429, headers: {} }, false, steering, 0, random);
      assert.ok(steering.notBefore >= 0 && steering.notBefore <= Math.min(maxBackOff, 5_000 * 2 ** times));
      assert.deepEqual(steer({ status: 200, headers: {} }, true, steering, 7, random), { notBefore: 0, refusals: 0 });
    }),
  );
});

test('recovery: 5 s, 30 s, 2 min, then a breaker of 5, 10, 20, 30, 30 minutes with one attempt in between', () => {
  const begun = (startedAt: number, attempt = 1): RecoveryAttempt => ({ id: `a${startedAt}`, checkId: 'c', action: 'retry', startedAt, finishedAt: null, attempt, outcome: 'running', message: '' });
  const since = 1_000_000;
  let recoveries: readonly RecoveryAttempt[] = [{ ...begun(since - 5), outcome: 'failed' }];
  const waits: number[] = [];
  for (let attempt = 1, now = since; attempt <= 8; attempt++) {
    const next = nextAttempt({ recoveries, since }, 'retry', 0);
    assert.equal(next.attempt, attempt, 'what was tried before the check turned bad does not count');
    waits.push(next.at - now);
    const ran = advance([begun(next.at, attempt), ...recoveries], saw('HEALTHY', ''), next.at + 20, true);
    assert.equal(ran[0]?.outcome, 'running', 'that the action ran is not enough');
    recoveries = advance(ran, saw('UNHEALTHY', 'still down'), next.at + 40, false);
    assert.deepEqual([recoveries[0]?.outcome, recoveries[0]?.message], ['not_recovered', 'still down']);
    now = next.at + 20;
  }
  assert.deepEqual(waits, [5_000, 30_000, 120_000, 300_000, 600_000, 1_200_000, 1_800_000, 1_800_000]);
  assert.equal(nextAttempt({ recoveries: [], since }, 'retry', 0.999).at, since + 5_999, 'jittered by up to a fifth');
  assert.equal(nextAttempt({ recoveries, since }, 'other', 0).attempt, 1);
  assert.equal(advance([begun(1)], saw('UNKNOWN', 'no answer'), 2, true)[0]?.outcome, 'skipped');
  assert.equal(advance([begun(1)], saw('HEALTHY', ''), 2, false)[0]?.outcome, 'running', 'what the check sees while the action still runs is not its doing');
});
