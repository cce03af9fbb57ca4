import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VitalValue } from '../../../src/contract/performance.ts';
import { rateVital } from '../../../src/domain/performance/rating.ts';
import { apdexClass, experienceScore } from '../../../src/domain/performance/score.ts';

const vital = (good: number, needsImprovement: number, poor: number): VitalValue => ({ value: 1, rating: 'good', count: 10, shares: { good, needsImprovement, poor } });
const noCalls = { count: 0, satisfied: 0, tolerating: 0 };

test('no data is no score', () => assert.equal(experienceScore(noCalls, {}), null));

test('all good is 100, all bad is 0', () => {
  assert.equal(experienceScore({ count: 4, satisfied: 4, tolerating: 0 }, { lcp: vital(1, 0, 0), cls: vital(1, 0, 0) }), 100);
  assert.equal(experienceScore({ count: 4, satisfied: 0, tolerating: 0 }, { lcp: vital(0, 0, 1) }), 0);
});

test('is the documented formula', () => {
  // Apdex (6 + 2/2)/10 = 0.7; page (3 × 0.75 + 1 × 0.5)/4 = 0.6875
  assert.equal(experienceScore({ count: 10, satisfied: 6, tolerating: 2 }, { lcp: vital(0.5, 0.5, 0), ttfb: vital(0, 1, 0) }), Math.round(100 * (0.4 * 0.7 + 0.6 * 0.6875)));
});

test('one part alone stands for the whole, and FID only where there is no INP', () => {
  assert.equal(experienceScore({ count: 2, satisfied: 1, tolerating: 0 }, {}), 50);
  assert.equal(experienceScore(noCalls, { inp: vital(1, 0, 0), fid: vital(0, 0, 1) }), 100);
  assert.equal(experienceScore(noCalls, { fid: vital(0, 0, 1) }), 0);
});

test('a fast failure frustrates, a fast 404 does not', () => {
  assert.equal(apdexClass('server_error', 5), 'frustrated');
  assert.equal(apdexClass('client_error', 5), 'satisfied');
  assert.equal(apdexClass('ok', 500), 'satisfied');
  assert.equal(apdexClass('ok', 2_000), 'tolerating');
  assert.equal(apdexClass('ok', 2_001), 'frustrated');
});

test('ratings have the thresholds of web-vitals, and a threshold belongs to the better side', () => {
  assert.deepEqual([2_500, 2_501, 4_000, 4_001].map((value) => rateVital('LCP', value)), ['good', 'needs-improvement', 'needs-improvement', 'poor']);
  assert.deepEqual([0.1, 0.25, 0.26].map((value) => rateVital('CLS', value)), ['good', 'needs-improvement', 'poor']);
  assert.deepEqual([rateVital('FID', 101), rateVital('TBT', 201), rateVital('INP', 501), rateVital('TTFB', 800)], ['needs-improvement', 'needs-improvement', 'poor', 'good']);
});
