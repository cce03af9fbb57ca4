import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckTier, HealthStatus } from '../../../src/contract/health.ts';
import { aggregate } from '../../../src/domain/health/aggregate.ts';

const check = (tier: CheckTier, status: HealthStatus, more: { enabled?: boolean; blockedBy?: string } = {}) => ({ tier, status, enabled: true, blockedBy: null, timestamp: 5, ...more });
const word = (...checks: ReturnType<typeof check>[]): HealthStatus => aggregate(checks).status;

test('how bad the system is follows from how much the failing check matters', () => {
  const well = check('critical', 'HEALTHY');
  assert.equal(word(well, check('critical', 'UNHEALTHY')), 'CRITICAL');
  assert.equal(word(well, check('important', 'UNHEALTHY')), 'UNHEALTHY');
  assert.equal(word(well, check('normal', 'UNHEALTHY')), 'DEGRADED');
  assert.equal(word(well, check('background', 'DEGRADED')), 'DEGRADED');
  assert.equal(word(well, check('normal', 'CRITICAL')), 'CRITICAL', 'a check that calls itself critical is believed');
  assert.equal(word(well, check('normal', 'HEALTHY')), 'HEALTHY');
});

test('what is not known is never called HEALTHY', () => {
  assert.equal(word(), 'UNKNOWN');
  assert.equal(word(check('normal', 'UNKNOWN')), 'UNKNOWN');
  assert.equal(word(check('critical', 'HEALTHY'), check('important', 'UNKNOWN')), 'UNKNOWN');
  assert.equal(word(check('critical', 'HEALTHY'), check('normal', 'UNKNOWN')), 'HEALTHY', 'a part that matters less does not hide the rest');
  assert.equal(word(check('critical', 'HEALTHY'), check('critical', 'UNKNOWN', { blockedBy: 'offline' })), 'UNKNOWN');
  assert.equal(word(check('critical', 'UNKNOWN'), check('normal', 'UNHEALTHY')), 'DEGRADED', 'a known fault is said');
});

test('off and blocked checks are told apart and not counted', () => {
  const { summary, lastCheck } = aggregate([
    check('critical', 'UNHEALTHY'),
    check('critical', 'UNKNOWN', { blockedBy: 'api_connectivity' }),
    { ...check('normal', 'UNKNOWN', { enabled: false }), timestamp: 0 },
    check('normal', 'HEALTHY'),
  ]);
  assert.deepEqual(summary, { total: 2, healthy: 1, degraded: 0, unhealthy: 1, critical: 0, unknown: 0, disabled: 1, blocked: 1 });
  assert.equal(lastCheck, 5);
});
