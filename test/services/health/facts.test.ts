import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorRecord } from '../../../src/contract/error-record.ts';
import type { LogEntry } from '../../../src/contract/log-entry.ts';
import type { Signal } from '../../../src/contract/signal.ts';
import { healthKeeper } from '../../../src/services/health/health-keeper.ts';
import { base, call, client, count, start, type Harness } from './harness.ts';

async function settle(ops: Harness, id: string): Promise<Awaited<ReturnType<Harness['check']>>> {
  for (let run = 0; run < 3; run++) await ops.health.forceHealthCheck(id);
  return ops.check(id);
}

async function observe(ops: Harness, more: { signals?: readonly Signal[]; errors?: readonly Partial<ErrorRecord>[]; logs?: readonly Partial<LogEntry>[] }): Promise<void> {
  const { signals = [], errors = [], logs = [] } = more;
  const at = { timestamp: ops.clock.now() };
  await ops.store.write(async (tx) => {
    await ops.performance.ingest(tx, client('t1'), signals);
    await count(tx, { calls: [], errors: errors.map((error) => ({ ...at, ...error }) as ErrorRecord), logs: logs.map((log) => ({ ...at, ...log }) as LogEntry) }, ops.clock.now());
  });
}

test('frontend: a page that hangs is noticed, a page that was closed is not missed', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.see('t2');
  await ops.pass(5_000);
  ops.hang('t2');
  await ops.pass(25_000);
  const hung = await settle(ops, 'frontend_health');
  assert.equal(hung.status, 'DEGRADED');
  assert.match(hung.message, /pages that hang: 1 of 2/);
  await ops.leave('t2');
  assert.equal((await settle(ops, 'frontend_health')).status, 'HEALTHY');
});

test('frontend: a script that does not load and errors nobody handles degrade it; one error does not', async () => {
  const ops = start();
  await ops.see('t1');
  const unhandled = { handled: false, category: 'javascript', mechanism: 'onerror', tabId: 't1' } as const;
  await observe(ops, { errors: [unhandled] });
  assert.equal((await settle(ops, 'frontend_health')).status, 'HEALTHY');
  await observe(ops, { errors: [unhandled, unhandled, { ...unhandled, mechanism: 'manual', handled: true }] });
  const degraded = await settle(ops, 'frontend_health');
  assert.equal(degraded.status, 'DEGRADED');
  assert.match(degraded.message, /unhandled errors: 3$/);
  await ops.pass(301_000);
  assert.equal((await settle(ops, 'frontend_health')).status, 'HEALTHY', 'five minutes later it is over');
  const resource = (message: string): Partial<ErrorRecord> => ({ mechanism: 'resource', category: 'network', message, url: 'https://clinic.example/' });
  await observe(ops, { errors: [resource('img.logo failed to load https://clinic.example/script/logo.png')] });
  assert.equal((await settle(ops, 'frontend_health')).status, 'HEALTHY', 'a picture is not the application');
  await observe(ops, { errors: [resource('script#pay failed to load https://pay.example/v3/')] });
  assert.match((await settle(ops, 'frontend_health')).message, /failed scripts: 1/);
});

test('security: an insecure page and security events', async () => {
  const ops = start();
  await ops.see('t1');
  assert.equal((await settle(ops, 'security_status')).status, 'HEALTHY');
  await observe(ops, { logs: [{ type: 'security' }], errors: [{ category: 'security', mechanism: 'csp', handled: false, tabId: 't1' }] });
  const told = await settle(ops, 'security_status');
  assert.equal(told.status, 'DEGRADED');
  assert.match(told.message, /security events: 2/);
  await observe(ops, { logs: Array.from({ length: 8 }, () => ({ type: 'security' as const })) });
  assert.equal((await settle(ops, 'security_status')).status, 'UNHEALTHY');
  const plain = start();
  await plain.see('t1', { secureContext: false });
  assert.match((await settle(plain, 'security_status')).message, /pages without HTTPS: 1/);
});

test('error rate: a share counts only with a sample that can carry it', async () => {
  const ops = start();
  await ops.see('t1');
  const failing = (count: number): Signal[] => Array.from({ length: count }, () => call(ops.clock.now(), { status: 500, outcome: 'server_error' }));
  const fine = (count: number): Signal[] => Array.from({ length: count }, () => call(ops.clock.now()));
  await ops.observe([...failing(2), ...fine(18), call(ops.clock.now(), { outcome: 'aborted' })]);
  const few = await settle(ops, 'error_rate_monitor');
  assert.equal(few.status, 'HEALTHY');
  assert.equal(few.metadata['failed API calls'], '2 of 20');
  await ops.observe(failing(2));
  assert.equal((await settle(ops, 'error_rate_monitor')).status, 'DEGRADED');
  await ops.observe(failing(20));
  const bad = await settle(ops, 'error_rate_monitor');
  assert.equal(bad.status, 'UNHEALTHY');
  assert.match(bad.message, /failed API calls: 24 of 42/);
});

test('signals that a check cannot use change nothing', async () => {
  const ops = start();
  await ops.see('t1');
  const odd = [
    { ...base(ops.clock.now()), kind: 'vital', name: 'XYZ', value: 9, view: 'v1' },
    { ...base(ops.clock.now()), kind: 'metric', type: 'memory', name: 'memory_usage', value: 5, unit: 'bytes' },
  ] as unknown as Signal[];
  await observe(ops, { signals: odd });
  assert.match((await settle(ops, 'memory_usage')).reason ?? '', /unsupported/);
  assert.equal((await settle(ops, 'performance_metrics')).status, 'UNKNOWN');
});

test('memory: unsupported is said, and a measurement switches the check on', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(5_000);
  assert.equal((await ops.check('memory_usage')).enabled, false);
  const metric = (value: number): Signal => ({ ...base(ops.clock.now()), kind: 'metric', type: 'memory', name: 'memory_usage', value, unit: 'bytes', tags: { limit: 1_000_000_000 } });
  await observe(ops, { signals: [metric(400_000_000)] });
  await ops.pass(65_000);
  const memory = await ops.check('memory_usage');
  assert.deepEqual([memory.enabled, memory.status], [true, 'HEALTHY']);
  assert.match(memory.message, /heap in use: 40 %/);
  await observe(ops, { signals: [metric(850_000_000)] });
  assert.equal((await settle(ops, 'memory_usage')).status, 'DEGRADED');
  await observe(ops, { signals: [metric(950_000_000)] });
  assert.equal((await settle(ops, 'memory_usage')).status, 'UNHEALTHY');
  assert.equal((await ops.health.getSystemStatus()).summary.unhealthy, 1);
});

test('performance: poor for more than a quarter of the page views, and later values replace earlier ones', async () => {
  const ops = start();
  await ops.see('t1');
  await ops.pass(5_000);
  assert.equal((await ops.check('performance_metrics')).status, 'UNKNOWN', 'nothing measured is not well');
  const vital = (view: number, rating: 'good' | 'poor'): Signal => ({ ...base(ops.clock.now()), kind: 'vital', name: 'LCP', value: rating === 'poor' ? 4_001 : 900, view: `v${view}` });
  await observe(ops, { signals: [vital(1, 'good'), vital(2, 'poor'), vital(3, 'poor'), vital(4, 'good')] });
  assert.equal((await settle(ops, 'performance_metrics')).status, 'HEALTHY', 'two poor ones are too few to judge');
  await observe(ops, { signals: [vital(4, 'poor')] });
  const slow = await settle(ops, 'performance_metrics');
  assert.equal(slow.status, 'DEGRADED');
  assert.equal(slow.metadata['page views'], 4);
  assert.match(slow.message, /LCP/);
});

test('browser: what is missing is named', async () => {
  const ops = start();
  await ops.see('t1', { features: { fetch: true, sharedWorker: false } });
  const degraded = await settle(ops, 'browser_compatibility');
  assert.equal(degraded.status, 'DEGRADED');
  assert.equal(degraded.message, 'missing features: sharedWorker');
  await ops.see('t1', { features: { fetch: true, sharedWorker: true } });
  assert.equal((await settle(ops, 'browser_compatibility')).status, 'HEALTHY', 'the newest page counts');
});

test('history is kept for a week, newest first', async () => {
  const ops = start({});
  await ops.see('t1');
  for (let hour = 0; hour < 30; hour++)
    for (let run = 0; run < 20; run++) {
      await ops.health.forceHealthCheck('error_rate_monitor');
      ops.clock.set(ops.clock.now() + 180_000);
    }
  const prune = () => ops.store.write((tx) => healthKeeper.prune(tx, ops.clock.now()));
  assert.equal((await ops.health.getHealthHistory('error_rate_monitor', 1_000)).length, 600);
  await prune();
  const kept = await ops.health.getHealthHistory('error_rate_monitor', 1_000);
  assert.equal(kept.length, 600);
  assert.ok(kept.every((entry, index) => index === 0 || entry.at < (kept[index - 1]?.at ?? 0)), 'newest first');
  assert.equal((await ops.health.getHealthHistory('error_rate_monitor', 5)).length, 5);
  ops.clock.set(ops.clock.now() + 9 * 86_400_000);
  await prune();
  assert.equal((await ops.health.getHealthHistory('error_rate_monitor', 1_000)).length, 0);
});
