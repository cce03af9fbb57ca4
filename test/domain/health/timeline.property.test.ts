import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HealthStatus } from '../../../src/contract/health.ts';
import type { CheckResult } from '../../../src/domain/health/check-row.ts';
import { timelineOf } from '../../../src/domain/health/timeline.ts';

const second = 1_000;
const result = (at: number, standing: HealthStatus, more: Partial<CheckResult> = {}): CheckResult => ({ checkId: 'c', at, timestamp: at, status: standing, standing, staleAt: at + 90 * second, responseTime: 1, message: standing.toLowerCase(), ...more });

test('a timeline tells what stood, not what each run found, and where nobody watched', () => {
  const results = [result(10, 'HEALTHY'), result(40, 'HEALTHY', { status: 'UNHEALTHY' }), result(50, 'UNHEALTHY', { message: 'no answer' }), result(600, 'HEALTHY')].map((one) => ({ ...one, at: one.at * second, staleAt: one.at * second + 90 * second }));
  const spans = timelineOf(results, 0, 660 * second, 30 * second);
  assert.deepEqual(
    spans.map(({ from, to, duration, status, message }) => [from / second, to / second, duration / second, status, message]),
    [
      [0, 10, 10, 'UNKNOWN', 'not watched'],
      [10, 50, 40, 'HEALTHY', 'healthy'],
      [50, 140, 90, 'UNHEALTHY', 'no answer'],
      [140, 600, 460, 'UNKNOWN', 'not watched'],
      [600, 660, 60, 'HEALTHY', 'healthy'],
    ],
  );
});

test('what stood when the range began was found before it; results of an older version say less, and are read', () => {
  const old: CheckResult = { checkId: 'c', at: 0, timestamp: 0, status: 'DEGRADED', responseTime: 1, message: 'slow' };
  assert.deepEqual(timelineOf([old], 60 * second, 100 * second, 30 * second).map(({ from, to, status }) => [from / second, to / second, status]), [[60, 90, 'DEGRADED'], [90, 100, 'UNKNOWN']]);
});

test('whatever the results and the clock, the spans fill the range without a gap, and each differs from the next', () => {
  const some = fc.array(fc.tuple(fc.integer({ min: -500, max: 1_500 }), fc.constantFrom<HealthStatus>('HEALTHY', 'DEGRADED', 'UNHEALTHY', 'UNKNOWN'), fc.integer({ min: 0, max: 200 })), { maxLength: 60 });
  fc.assert(
    fc.property(some, fc.integer({ min: -100, max: 500 }), fc.integer({ min: 1, max: 900 }), (seen, from, length) => {
      const to = from + length;
      const spans = timelineOf(seen.map(([at, status, fresh]) => result(at, status, { staleAt: at + fresh })), from, to, 30);
      assert.equal(spans[0]!.from, from);
      assert.equal(spans.at(-1)!.to, to);
      spans.forEach((span, index) => {
        assert.ok(span.duration > 0 && span.duration === span.to - span.from);
        const next = spans[index + 1];
        if (next) assert.ok(next.from === span.to && next.status !== span.status);
      });
    }),
    { numRuns: 500 },
  );
});
