import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { HealthStatus } from '../../../src/contract/health.ts';
import { resolveConfig } from '../../../src/contract/resolve-config.ts';
import { availabilityOver } from '../../../src/domain/health/availability.ts';
import { foldResult, isStale, type Thresholds } from '../../../src/domain/health/check-fold.ts';
import { newCheckRow } from '../../../src/domain/health/check-row.ts';
import { setUp, type Check } from '../../../src/domain/health/check-setup.ts';
import { viewCheck } from '../../../src/domain/health/check-view.ts';
import { builtInChecks } from '../../../src/domain/health/definitions.ts';
import { isBad, isGood, saw } from '../../../src/domain/health/observation.ts';

const start = Date.UTC(2026, 0, 5, 9);
const config = resolveConfig({ endpoint: 'https://api.example' }, 'https://clinic.example/');
const row = newCheckRow(builtInChecks[1]!);
/** Every 30 s. */
const fresh: Check = { ...row, ...setUp(row, config, undefined) };
const defaults: Thresholds = config.health;

/** A result, so long after the last one, or when the check wanted to be run; the backend may ask for patience. ms. */
interface Result {
  readonly status: HealthStatus;
  readonly absent: boolean;
  readonly wait: number | null;
  readonly patience: number;
}

interface Moment {
  readonly now: number;
  readonly result: Result;
  readonly before: Check;
  readonly after: Check;
  readonly notBefore: number;
  readonly regular: number;
}

function play(results: readonly Result[], limits: Thresholds = defaults): readonly Moment[] {
  let check = fresh;
  let now = start;
  return results.map((result) => {
    const { status, absent, wait, patience } = result;
    now = wait === null ? Math.max(now + 1, check.nextRun) : now + wait;
    const before = check;
    const regular = now + check.every;
    const notBefore = patience ? now + patience : 0;
    check = { ...before, nextRun: regular, ...foldResult({ ...before, nextRun: regular }, { ...saw(status, status.toLowerCase()), absent }, now, notBefore, limits) };
    return { now, result, before, after: check, notBefore, regular };
  });
}

const statuses = fc.constantFrom<HealthStatus>('HEALTHY', 'HEALTHY', 'DEGRADED', 'UNHEALTHY', 'UNHEALTHY', 'CRITICAL', 'UNKNOWN');
const result = fc.record({
  status: statuses,
  absent: fc.constantFrom(...Array<boolean>(19).fill(false), true),
  wait: fc.constantFrom(null, null, null, 0, 1_000, 89_999, 200_000, 7_200_000),
  patience: fc.constantFrom(0, 0, 0, 4_999, 7_000, 120_000, 3_600_000),
});
const calm = fc.record({ status: statuses, absent: fc.constant(false), wait: fc.constant(null), patience: fc.constant(0) });
const thresholds = fc.record({ failureThreshold: fc.integer({ min: 1, max: 5 }), successThreshold: fc.integer({ min: 1, max: 4 }), confirmAfter: fc.constantFrom([5_000, 10_000], [], [1_000]) });
const clocks = fc.record({ status: statuses, absent: fc.constant(false), wait: fc.constantFrom(null, null, 0, 1_000, 3_600_000, -1_000, -3_600_000, -86_400_000), patience: fc.constant(0) });

const always = (check: (moments: readonly Moment[], limits: Thresholds) => void, of: fc.Arbitrary<Result> = result, limits: fc.Arbitrary<Thresholds> = fc.constant(defaults)): void =>
  fc.assert(
    fc.property(fc.array(of, { minLength: 1, maxLength: 40 }), limits, (results, chosen) => check(play(results, chosen), chosen)),
    { numRuns: 1_000 },
  );

const lastOnes = (moments: readonly Moment[], index: number, count: number): readonly HealthStatus[] => moments.slice(Math.max(0, index + 1 - count), index + 1).map(({ result: { status } }) => status);

describe('what stands', () => {
  test('it turns bad only after so many bad results in a row as the failure threshold says, by default three', () => {
    assert.equal(defaults.failureThreshold, 3);
    always((moments, { failureThreshold }) => {
      for (const [index, { before, after }] of moments.entries())
        if (isBad(after.status) && !isBad(before.status)) {
          const seen = lastOnes(moments, index, failureThreshold);
          assert.ok(seen.length === failureThreshold && seen.every(isBad), String(seen));
        }
    }, result, thresholds);
  });

  test('and then it does, whatever stood before', () => {
    always((moments, { failureThreshold }) => {
      for (const [index, { after }] of moments.entries()) {
        const seen = lastOnes(moments, index, failureThreshold);
        if (seen.length === failureThreshold && seen.every(isBad)) assert.ok(isBad(after.status));
      }
    }, calm, thresholds);
  });

  test('a bad one is good again only after so many good results in a row as the success threshold says, by default two', () => {
    assert.equal(defaults.successThreshold, 2);
    always((moments, { successThreshold }) => {
      for (const [index, { before, after }] of moments.entries())
        if (isBad(before.status) && isGood(after.status)) {
          const seen = lastOnes(moments, index, successThreshold);
          assert.ok(seen.length === successThreshold && seen.every(isGood), String(seen));
        }
    }, result, thresholds);
  });

  test('and so many HEALTHY ones in a row make it HEALTHY, whatever stood before', () => {
    always((moments, { successThreshold }) => {
      for (const [index, { after }] of moments.entries()) {
        const seen = lastOnes(moments, index, successThreshold);
        if (seen.length === successThreshold && seen.every((status) => status === 'HEALTHY')) assert.equal(after.status, 'HEALTHY');
      }
    }, calm, thresholds);
  });

  test('it is HEALTHY only by a HEALTHY result, or while a failure is not confirmed', () => {
    always((moments) => {
      for (const { before, after, result: { status } } of moments) if (after.status === 'HEALTHY' && before.status !== 'HEALTHY') assert.equal(status, 'HEALTHY');
    });
  });

  test('nothing to judge, or a check that cannot be made, is UNKNOWN at once', () => {
    always((moments) => {
      for (const { after, result: { status, absent } } of moments) if (absent || status === 'UNKNOWN') assert.equal(after.status, 'UNKNOWN');
    });
  });

  test('it began when it changed', () => {
    always((moments) => {
      for (const { before, after, now } of moments) if (after.timestamp) assert.equal(after.since, after.status === before.status && before.timestamp ? before.since : now);
    });
  });
});

describe('when it is asked again', () => {
  test('a failure is confirmed 5 s and 10 s after it began, then the regular pace goes on', () => {
    const failing = fc.constantFrom<HealthStatus>('UNHEALTHY', 'CRITICAL');
    fc.assert(
      fc.property(fc.array(calm.filter(({ status }) => !isBad(status)), { maxLength: 10 }), fc.array(failing, { minLength: 4, maxLength: 8 }), (before, failures) => {
        const bad = failures.map((status): Result => ({ status, absent: false, wait: null, patience: 0 }));
        const [first, second, third, fourth] = play([...before, ...bad]).slice(before.length);
        assert.equal(second!.now - first!.now, 5_000);
        assert.equal(third!.now - first!.now, 10_000);
        assert.equal(fourth!.now - third!.now, fresh.every);
      }),
    );
  });

  test('only what is not confirmed is asked sooner than usual, and in one direction never more often than the thresholds need', () => {
    always((moments, { failureThreshold, successThreshold }) => {
      let hurried = 0;
      for (const { before, after, regular } of moments) {
        const turned = before.streak * after.streak <= 0;
        hurried = after.nextRun < regular ? (turned ? 1 : hurried + 1) : 0;
        if (hurried) assert.match(after.message, /confirming/);
        assert.ok(hurried < Math.max(failureThreshold, successThreshold));
      }
    }, calm, thresholds);
  });

  test('never before the backend wants to be asked again', () => {
    always((moments) => {
      for (const { after, notBefore, result: { absent } } of moments) if (!absent) assert.ok(after.nextRun >= notBefore);
    });
  });
});

describe('what is shown', () => {
  const shownAt = fc.constantFrom(0, 1, 89_999, 90_000, 90_001, 3_600_000, 86_400_000, -1, -86_400_000);

  test('older than three intervals, or three of the pace that the backend asked for, is stale, and never HEALTHY', () => {
    fc.assert(
      fc.property(fc.array(result, { minLength: 1, maxLength: 20 }), shownAt, (results, later) => {
        const { after, now } = play(results).at(-1)!;
        const at = now + later;
        const pace = Math.max(fresh.every, after.nextRun - now);
        if (after.timestamp) assert.equal(isStale(after, at), later > 3 * pace || later < 0);
        const view = viewCheck(after, null, at);
        if (view.stale) assert.equal(view.status, 'UNKNOWN');
        else if (!after.absent) assert.equal(view.status, after.status);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a first failure after the last result went stale does not leave an old HEALTHY standing', () => {
    always((moments) => {
      for (const { before, after, now, result: { status } } of moments) if (isStale(before, now) && isBad(status) && !isBad(before.status)) assert.notEqual(after.status, 'HEALTHY');
    });
  });

  test('what is off, blocked, or not yet run is UNKNOWN whatever stands, and says why', () => {
    always((moments) => {
      const { now } = moments.at(-1)!;
      const after = { ...moments.at(-1)!.after, absent: null };
      for (const view of [viewCheck({ ...after, reason: 'disabled by hand' }, null, now), viewCheck(after, 'offline', now), viewCheck({ ...after, timestamp: 0 }, null, now)]) {
        assert.equal(view.status, 'UNKNOWN');
        assert.match(view.message, /^(disabled by hand|not run: offline|not run yet)$/);
      }
    });
  });

  test('availability is a share of 1 or not known, even when the clock jumps', () => {
    always((moments) => {
      for (const { after, now } of moments) {
        for (const share of Object.values(availabilityOver(after.stood, now))) assert.ok(share === null || (share >= 0 && share <= 1), String(share));
        for (const [up, watched] of Object.values(after.stood)) assert.ok(up >= 0 && up <= watched);
        assert.ok(Object.keys(after.stood).length <= 13 + 25 + 31);
      }
    }, clocks);
  });
});
