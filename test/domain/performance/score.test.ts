import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiOutcome } from '../../../src/contract/performance.ts';
import { observeCall } from '../../../src/domain/performance/observe.ts';
import { rateVital } from '../../../src/domain/performance/rating.ts';
import { experienceScore } from '../../../src/domain/performance/score.ts';
import { type Tally, tallyOf } from '../../../src/domain/performance/tally.ts';

const graded = (...grades: readonly [number, number, number]): Tally => ({ ...tallyOf(1), count: grades.reduce((sum, each) => sum + each), grades });
const score = (series: Readonly<Record<string, Tally>>) => experienceScore(new Map(Object.entries(series)));

test('no data is no score', () => assert.equal(score({}), null));

test('all good is 100, all bad is 0', () => {
  assert.equal(score({ apiResponse: graded(4, 0, 0), LCP: graded(1, 0, 0), CLS: graded(2, 0, 0) }), 100);
  assert.equal(score({ apiResponse: graded(0, 0, 4), LCP: graded(0, 0, 1) }), 0);
});

test('is the documented formula', () => {
  // Apdex (6 + 2/2)/10 = 0.7; LCP 0.75, TTFB 0.5; what is no part of it counts for nothing.
  assert.equal(score({ apiResponse: graded(6, 2, 2), LCP: graded(1, 1, 0), TTFB: graded(0, 3, 0), longTask: graded(0, 0, 9) }), Math.round((100 * (8 * 0.7 + 3 * 0.75 + 0.5)) / 12));
});

test('one part alone stands for the whole', () => {
  assert.equal(score({ apiResponse: graded(1, 0, 1) }), 50);
  assert.equal(score({ INP: graded(1, 0, 0) }), 100);
});

test('a fast failure frustrates, a fast 404 does not', () => {
  const grades = (outcome: ApiOutcome, duration: number) => {
    const call = { id: '', timestamp: 0, method: 'GET', url: '', route: 'GET /', status: 0, outcome, duration, size: null, correlationId: null, sessionId: '' };
    return observeCall(call, '')[0]?.[3].grades;
  };
  assert.deepEqual(grades('server_error', 5), [0, 0, 1]);
  assert.deepEqual(grades('client_error', 5), [1, 0, 0]);
  assert.deepEqual(grades('ok', 500), [1, 0, 0]);
  assert.deepEqual(grades('ok', 2_000), [0, 1, 0]);
  assert.deepEqual(grades('ok', 2_001), [0, 0, 1]);
  assert.equal(grades('aborted', 5), undefined);
});

test('ratings have the thresholds of web-vitals, and a threshold belongs to the better side', () => {
  assert.deepEqual([2_500, 2_501, 4_000, 4_001].map((value) => rateVital('LCP', value)), ['good', 'needs-improvement', 'needs-improvement', 'poor']);
  assert.deepEqual([0.1, 0.25, 0.26].map((value) => rateVital('CLS', value)), ['good', 'needs-improvement', 'poor']);
  assert.deepEqual([rateVital('FID', 101), rateVital('TBT', 201), rateVital('INP', 501), rateVital('TTFB', 800)], ['needs-improvement', 'needs-improvement', 'poor', 'good']);
});
