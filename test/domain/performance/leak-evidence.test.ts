import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leakEvidence } from '../../../src/domain/performance/leak-evidence.ts';

const MB = 1_048_576;
const limit = 1_000 * MB;
/** Readings every 30 s of a heap that rises until it is collected: a sawtooth of 40 MB over a floor. */
const readings = (count: number, floor: (at: number) => number) => Array.from({ length: count }, (_, at) => [at * 30_000, floor(at) + (at % 5) * 8 * MB] as const);

test('a floor that keeps rising is suspected, with its slope, its interval and the time that is left', () => {
  const leak = leakEvidence(readings(60, (at) => (100 + at * 0.8) * MB), limit);
  assert.ok(leak?.suspected);
  // 0.8 MB every 30 s.
  assert.ok(Math.abs(leak.slope - 1.6 * MB) < 0.01 * MB && leak.slopeLow <= leak.slope && leak.slope <= leak.slopeHigh);
  assert.deepEqual([leak.samples, leak.floors, leak.span], [60, 12, 55 * 30_000]);
  assert.ok(leak.p < 0.001 && Math.abs(leak.growth - 44 * MB) < MB);
  assert.ok(Math.abs(leak.fullIn! / 60_000 - (1_000 - 144) / 1.6) < 1);
});

test('a sawtooth is no leak, and neither is a heap that was filled once', () => {
  assert.equal(leakEvidence(readings(120, () => 100 * MB), limit)?.suspected, false);
  assert.equal(leakEvidence(readings(120, (at) => (at < 10 ? 40 : 160) * MB), limit)?.suspected, false);
  const falling = leakEvidence(readings(60, (at) => (200 - at) * MB), limit);
  assert.deepEqual([falling?.suspected, falling?.fullIn], [false, null]);
});

test('a third of outliers does not hide a leak, nor make one', () => {
  const odd = (at: number): number => (Math.floor(at / 5) % 4 === 2 ? 300 * MB : 0);
  assert.equal(leakEvidence(readings(100, (at) => (100 + at) * MB + odd(at)), limit)?.suspected, true);
  assert.equal(leakEvidence(readings(100, (at) => 100 * MB + odd(at)), limit)?.suspected, false);
});

test('twenty minutes of readings say nothing yet', () => assert.equal(leakEvidence(readings(39, (at) => at * 10 * MB), limit), null));
