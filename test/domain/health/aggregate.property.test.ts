import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { CheckTier, HealthStatus } from '../../../src/contract/health.ts';
import { aggregate } from '../../../src/domain/health/aggregate.ts';

const statuses: readonly HealthStatus[] = ['HEALTHY', 'UNKNOWN', 'DEGRADED', 'UNHEALTHY', 'CRITICAL'];
const tiers: readonly CheckTier[] = ['critical', 'important', 'normal', 'background'];
const rank = (status: HealthStatus): number => statuses.indexOf(status);

const check = fc
  .record({
    tier: fc.constantFrom(...tiers),
    status: fc.constantFrom(...statuses),
    enabled: fc.constantFrom(true, true, true, false),
    blockedBy: fc.constantFrom(null, null, null, 'offline', 'api_connectivity'),
    timestamp: fc.nat(9_999),
  })
  // As a view shows it: what is off or blocked knows nothing.
  .map((one) => (one.enabled && !one.blockedBy ? one : { ...one, blockedBy: one.enabled ? one.blockedBy : null, status: 'UNKNOWN' as const }));
type Counted = Parameters<typeof aggregate>[0][number];

const always = (test: (checks: readonly Counted[]) => void): void => fc.assert(fc.property(fc.array(check, { maxLength: 20 }), test), { numRuns: 2_000 });
const counts = ({ enabled, blockedBy }: Counted): boolean => enabled && !blockedBy;

/** Of docs/health.md, in so many words. */
function word({ tier, status }: Counted): HealthStatus {
  if (status !== 'UNHEALTHY') return status;
  return tier === 'critical' ? 'CRITICAL' : tier === 'important' ? 'UNHEALTHY' : 'DEGRADED';
}

describe('the one word for all checks', () => {
  test('is the worst of those that count, each by its tier', () => {
    always((checks) => {
      const bad = checks.filter(counts).map(word).filter((one) => rank(one) > rank('UNKNOWN'));
      const { status } = aggregate(checks);
      if (bad.length) assert.equal(rank(status), Math.max(...bad.map(rank)));
      else assert.ok(rank(status) <= rank('UNKNOWN'));
    });
  });

  test('is HEALTHY only when every critical and important check that is not off or behind another one is', () => {
    always((checks) => {
      if (aggregate(checks).status !== 'HEALTHY') return;
      for (const { tier, status, enabled, blockedBy } of checks)
        if ((tier === 'critical' || tier === 'important') && enabled && (!blockedBy || blockedBy === 'offline')) assert.equal(status, 'HEALTHY');
    });
  });

  test('gets no better when one check gets worse', () => {
    always((checks) => {
      const before = rank(aggregate(checks).status);
      checks.forEach((one, index) => {
        if (!counts(one)) return;
        for (const status of statuses)
          if (rank(status) > Math.max(rank(one.status), rank('UNKNOWN'))) assert.ok(rank(aggregate(checks.with(index, { ...one, status })).status) >= before);
      });
    });
  });

  test('is not changed by a check that is off, or blocked by another one', () => {
    always((checks) => {
      const left = checks.filter(({ enabled, blockedBy }) => enabled && (!blockedBy || blockedBy === 'offline'));
      assert.equal(aggregate(checks).status, aggregate(left).status);
    });
  });

  test('does not depend on the order', () => {
    always((checks) => assert.deepEqual(aggregate(checks.toReversed()), aggregate(checks)));
  });

  test('comes with a summary in which every check is counted once', () => {
    always((checks) => {
      const { total, healthy, degraded, unhealthy, critical, unknown, disabled, blocked } = aggregate(checks).summary;
      assert.equal(total, checks.filter(counts).length);
      assert.equal(healthy + degraded + unhealthy + critical + unknown, total);
      assert.equal(total + disabled + blocked, checks.length);
    });
  });
});
