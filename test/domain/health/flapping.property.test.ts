import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { resolveConfig } from '../../../src/contract/resolve-config.ts';
import type { HealthStatus } from '../../../src/contract/health.ts';
import { foldResult } from '../../../src/domain/health/check-fold.ts';
import { newCheckRow } from '../../../src/domain/health/check-row.ts';
import { setUp, type Check } from '../../../src/domain/health/check-setup.ts';
import { builtInChecks } from '../../../src/domain/health/definitions.ts';
import { saw } from '../../../src/domain/health/observation.ts';

const row = newCheckRow(builtInChecks[0]!);
const config = resolveConfig({}, 'https://clinic.example/');
const fresh: Check = { ...row, ...setUp(row, config, undefined) };

/** The mark after each result. */
function marks(statuses: readonly HealthStatus[]): readonly boolean[] {
  let check = fresh;
  return statuses.map((status, index) => {
    const now = 1_000_000 + index * 30_000;
    check = { ...check, ...foldResult({ ...check, nextRun: now + 30_000 }, saw(status, ''), now, 0, config.health) };
    return check.flapping;
  });
}

const up = (count: number): HealthStatus[] => Array<HealthStatus>(count).fill('HEALTHY');
/** So many changes, from HEALTHY on. */
const swinging = (changes: number): HealthStatus[] => Array.from({ length: changes }, (_, index) => (index % 2 ? 'HEALTHY' : 'UNHEALTHY'));

/** As Icinga's documentation has it: the weighed share of changes among the last 20 results. */
function shareOf(statuses: readonly HealthStatus[]): number {
  const changes = statuses.map((status, index) => index > 0 && statuses[index - 1] !== status);
  return changes.slice(-20).reduceRight((sum, changed, index, { length }) => sum + (changed ? 1.18 - 0.02 * (length - 1 - index) : 0), 0) / 20;
}

test('six changes in a row are flapping, though the check is never confirmed to be down', () => {
  const seen = [...up(15), ...swinging(6)];
  assert.deepEqual(marks(seen).slice(-2), [false, true]);
});

test('a check that keeps quiet is not, nor is one that went down and came back', () => {
  assert.equal(marks([...up(30), 'UNHEALTHY', 'UNHEALTHY', 'UNHEALTHY', ...up(30)]).some(Boolean), false);
});

test('whatever the results: it begins above 30 % and ends at 25 % of the last 20, the newest weighing 1.18, the oldest 0.8', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<HealthStatus>('HEALTHY', 'HEALTHY', 'HEALTHY', 'DEGRADED', 'UNHEALTHY'), { maxLength: 80 }), (statuses) => {
      let was = false;
      marks(statuses).forEach((mark, index) => {
        const share = shareOf(statuses.slice(0, index + 1));
        // Where sums of fractions meet a bound either is right.
        if (Math.abs(share - 0.3) > 1e-9 && Math.abs(share - 0.25) > 1e-9) assert.equal(mark, share > (was ? 0.25 : 0.3), `${share}`);
        was = mark;
      });
    }),
    { numRuns: 300 },
  );
});
