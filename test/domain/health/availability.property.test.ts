import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addTime, availabilityOver, type Stood } from '../../../src/domain/health/availability.ts';

const minute = 60_000;
const day = 1_440 * minute;
const begin = Date.UTC(2026, 0, 5, 9, 2);

/** Looks every five minutes, from the begin on: whether it stood well. */
const watch = (from: number, until: number, isUp: (at: number) => boolean, stood: Stood = {}): Stood => {
  let known = stood;
  for (let at = from; at <= until; at += 5 * minute) known = addTime(known, at, isUp(at) ? 5 * minute : 0, 5 * minute);
  return known;
};

test('each range counts what was watched in it, to one step', () => {
  const now = begin + 40 * day;
  // Down for six hours twenty days ago, for one three days ago, and for the last 30 minutes.
  const isDown = (at: number): boolean => [[now - 20 * day, 360], [now - 3 * day, 60], [now - 30 * minute, 30]].some(([from, minutes]) => at > from! && at <= from! + minutes! * minute);
  const shares = availabilityOver(watch(begin, now, (at) => !isDown(at)), now);
  const near = (share: number | null, expected: number, within: number): void => assert.ok(Math.abs(share! - expected) < within, `${share} is not ${expected}`);
  near(shares['1h'], 0.5, 5 / 60);
  near(shares['24h'], 1 - 30 / 1_440, 0.001);
  near(shares['7d'], 1 - 90 / (7 * 1_440), 0.002);
  near(shares['30d'], 1 - 450 / (30 * 1_440), 0.001);
});

test('what nobody watched is in no range, and a range that is over is forgotten', () => {
  const stood = watch(begin, begin + day, () => true);
  const later = begin + 12 * day;
  assert.deepEqual(availabilityOver(stood, later), { '1h': null, '24h': null, '7d': null, '30d': 1 });
  assert.deepEqual(addTime(stood, begin + 32 * day, 0, 0), {});
});

test('a day of hours that an older version has counted is read on', () => {
  const hour = Math.floor(begin / (60 * minute));
  assert.equal(availabilityOver({ [hour - 2]: [30 * minute, 60 * minute] }, begin)['24h'], 0.5);
});

test('whatever the clock does, shares are shares, longer ranges have watched no less, and little is kept', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: -3 * day, max: 40 * day }), fc.integer({ min: 0, max: day }), fc.boolean()), { maxLength: 120 });
  fc.assert(
    fc.property(steps, (moves) => {
      let now = begin;
      let stood: Stood = {};
      for (const [move, watched, isUp] of moves) {
        now += move;
        stood = addTime(stood, now, isUp ? watched : 0, watched);
        const shares = Object.values(availabilityOver(stood, now));
        for (const share of shares) assert.ok(share === null || (share >= 0 && share <= 1));
        if (watched) assert.ok(shares.every((share) => share !== null));
        assert.ok(Object.keys(stood).length <= 13 + 25 + 31);
      }
    }),
    { numRuns: 200 },
  );
});
