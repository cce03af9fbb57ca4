import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HealthStatus } from '../../../src/contract/health.ts';
import { availabilityOver } from '../../../src/domain/health/availability.ts';
import { foldResult, isStale } from '../../../src/domain/health/check-fold.ts';
import { resolveConfig } from '../../../src/contract/resolve-config.ts';
import { newCheckRow } from '../../../src/domain/health/check-row.ts';
import { setUp, type Check } from '../../../src/domain/health/check-setup.ts';
import { viewCheck } from '../../../src/domain/health/check-view.ts';
import { builtInChecks } from '../../../src/domain/health/definitions.ts';
import { isBad, saw, type Observation } from '../../../src/domain/health/observation.ts';

const limits = { failureThreshold: 3, successThreshold: 2, confirmAfter: [5_000, 10_000] };
const start = 1_000_000;
const row = newCheckRow(builtInChecks[0]!);
/** Every 30 s. */
const fresh: Check = { ...row, ...setUp(row, resolveConfig({}, 'https://clinic.example/'), undefined) };

const take = (check: Check, seen: Observation, now: number): Check => ({ ...check, nextRun: now + 30_000, ...foldResult({ ...check, nextRun: now + 30_000 }, seen, now, 0, limits) });

/** `confirmAt`: when the next run comes sooner than the regular one. */
function fold(check: Check, status: HealthStatus, now: number): { readonly row: Check; readonly confirmAt: number | null } {
  const folded = take(check, saw(status, status.toLowerCase()), now);
  return { row: folded, confirmAt: folded.nextRun === now + 30_000 ? null : folded.nextRun };
}

function foldAll(statuses: readonly HealthStatus[], step = 5_000): Check {
  return statuses.reduce((row, status, index) => fold(row, status, start + index * step).row, fresh);
}

test('a failure is confirmed 5 and 10 seconds after it began, and stands at the third', () => {
  const healthy = foldAll(['HEALTHY']);
  const first = fold(healthy, 'UNHEALTHY', start + 30_000);
  assert.deepEqual([first.row.status, first.confirmAt], ['HEALTHY', start + 35_000]);
  const second = fold(first.row, 'UNHEALTHY', start + 35_000);
  assert.deepEqual([second.row.status, second.confirmAt], ['HEALTHY', start + 40_000]);
  const third = fold(second.row, 'UNHEALTHY', start + 40_000);
  assert.deepEqual([third.row.status, third.confirmAt, third.row.since], ['UNHEALTHY', null, start + 40_000]);
  const back = fold(third.row, 'HEALTHY', start + 70_000);
  assert.deepEqual([back.row.status, back.confirmAt], ['UNHEALTHY', start + 75_000]);
  assert.equal(fold(back.row, 'HEALTHY', start + 75_000).row.status, 'HEALTHY');
});

test('the first results of a failing check are UNKNOWN until they are confirmed', () => {
  assert.equal(foldAll(['UNHEALTHY']).status, 'UNKNOWN');
  assert.equal(foldAll(['UNHEALTHY', 'UNHEALTHY']).status, 'UNKNOWN');
  assert.equal(foldAll(['UNHEALTHY', 'UNHEALTHY', 'CRITICAL']).status, 'CRITICAL');
});

test('a warning stands at once and takes two good results to go; a blip between good results changes nothing', () => {
  assert.equal(foldAll(['HEALTHY', 'DEGRADED']).status, 'DEGRADED');
  assert.equal(foldAll(['DEGRADED', 'HEALTHY']).status, 'DEGRADED');
  assert.equal(foldAll(['DEGRADED', 'HEALTHY', 'HEALTHY']).status, 'HEALTHY');
  assert.equal(foldAll(['HEALTHY', 'UNHEALTHY', 'UNHEALTHY', 'HEALTHY', 'UNHEALTHY', 'UNHEALTHY']).status, 'HEALTHY');
});

test('a failure after a long silence does not stand behind an old HEALTHY', () => {
  const row = foldAll(['HEALTHY']);
  assert.equal(isStale(row, start + 90_000), false);
  assert.equal(isStale(row, start + 90_001), true);
  assert.equal(isStale({ ...row, ...foldResult(row, saw('HEALTHY', ''), start, start + 600_000, limits) }, start + 90_001), false, 'the backend asked for that pace');
  assert.equal(fold(row, 'UNHEALTHY', start + 3_600_000).row.status, 'UNKNOWN');
});

test('a check that turns out not to be possible forgets what stood', () => {
  const off = take(foldAll(['HEALTHY']), { ...saw('UNKNOWN', 'not in the health report'), absent: true }, start + 30_000);
  assert.deepEqual([off.status, off.absent, off.timestamp], ['UNKNOWN', 'not in the health report', 0]);
  assert.equal(fold(off, 'HEALTHY', start + 60_000).row.absent, null);
});

test('availability is time, not results: quick confirmations do not count more', () => {
  let row = foldAll(['HEALTHY']);
  row = fold(row, 'HEALTHY', start + 60_000).row;
  for (const at of [60_000, 61_000, 62_000]) row = fold(row, 'UNHEALTHY', start + at).row;
  row = fold(row, 'UNHEALTHY', start + 82_000).row;
  assert.deepEqual(row.stood, { m3: [62_000, 82_000], 0: [62_000, 82_000], d0: [62_000, 82_000] });
  assert.equal(availabilityOver(row.stood, row.timestamp)['1h'], 62 / 82);
  row = fold(row, 'UNHEALTHY', start + 3 * 86_400_000).row;
  assert.equal(availabilityOver(row.stood, row.timestamp)['24h'], null, 'time that nobody watched is in neither');
  row = fold(row, 'UNHEALTHY', row.timestamp + 30_000).row;
  assert.equal(availabilityOver(row.stood, row.timestamp)['24h'], 0);
});

test('whatever the results: never bad without three bad in a row, never out of bad without two better, bounded', () => {
  const statuses = fc.array(fc.constantFrom<HealthStatus>('HEALTHY', 'DEGRADED', 'UNHEALTHY', 'CRITICAL', 'UNKNOWN'), { maxLength: 80 });
  fc.assert(
    fc.property(statuses, (seen) => {
      let row = fresh;
      seen.forEach((status, index) => {
        const before = row.status;
        const folded = fold(row, status, start + index * 10_000);
        row = folded.row;
        const last = seen.slice(0, index + 1);
        if (isBad(row.status) && !isBad(before)) assert.ok(last.slice(-3).every(isBad) && last.length >= 3);
        if (isBad(before) && !isBad(row.status) && row.status !== 'UNKNOWN') assert.ok(last.slice(-2).every((one) => one === 'HEALTHY' || one === 'DEGRADED'));
        if (row.status === 'HEALTHY' && before !== 'HEALTHY') assert.equal(status, 'HEALTHY');
        if (folded.confirmAt !== null) assert.ok(folded.confirmAt > row.timestamp && folded.confirmAt <= row.timestamp + 10_000);
        assert.ok(viewCheck(row, null, row.timestamp).recent.length <= 30 && row.since <= row.timestamp);
      });
    }),
  );
});
