import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { builtInChecks } from '../../../src/domain/health/definitions.ts';
import type { Observation } from '../../../src/domain/health/observation.ts';
import { findComponent, readReport, type HealthReport } from '../../../src/domain/health/read-report.ts';

const namesOf = (id: string): string => builtInChecks.find((check) => check.id === id)?.component ?? '';
const read = (body: unknown, status = 200): HealthReport => readReport({ status, outcome: 'answered', duration: 7, body, headers: {}, error: '' });
const componentsOf = (body: unknown): ReadonlyMap<string, Observation> => read(body).components ?? assert.fail('no report');
const statusOf = (body: unknown, id: string): string => {
  const seen = findComponent(componentsOf(body), namesOf(id));
  return seen.absent ? seen.message : `${seen.status} ${seen.message}`;
};

test('application/health+json: the worst measurement of a component is its status', () => {
  const body = {
    status: 'warn',
    releaseId: '1.4.2',
    checks: {
      'database:connections': [{ componentType: 'datastore', observedValue: 75, status: 'pass' }],
      'database:responseTime': [{ observedValue: 250, observedUnit: 'ms', status: 'pass' }, { observedValue: 900, observedUnit: 'ms', status: 'warn', output: 'replica is slow' }],
      'File-Storage:utilization': [{ status: 'fail', output: 'disk full' }],
    },
  };
  assert.equal(statusOf(body, 'database_connectivity'), 'DEGRADED database: replica is slow');
  assert.equal(statusOf(body, 'file_storage'), 'UNHEALTHY File-Storage: disk full');
  assert.equal(statusOf(body, 'payment_gateway'), 'not in the health report');
});

test('plain reports: a word, a boolean, or an object a component; every alias finds its check', () => {
  const body = {
    status: 'ok',
    components: { db: 'up', auth: { status: 'UP' }, payments: 'down', 's3': true, smtp: { status: 'DOWN', error: 'timeout' }, sms: { status: 'weird' }, cdn: 'degraded', ws: 'ok' },
  };
  assert.equal(statusOf(body, 'database_connectivity'), 'HEALTHY db: healthy');
  assert.equal(statusOf(body, 'authentication_service'), 'HEALTHY auth: healthy');
  assert.equal(statusOf(body, 'payment_gateway'), 'UNHEALTHY payments: unhealthy');
  assert.equal(statusOf(body, 'file_storage'), 'HEALTHY s3: healthy');
  assert.equal(statusOf(body, 'email_service'), 'UNHEALTHY smtp: timeout');
  assert.equal(statusOf(body, 'sms_service'), 'UNKNOWN sms: unknown');
  assert.equal(statusOf(body, 'cdn_health'), 'DEGRADED cdn: degraded');
  assert.equal(statusOf(body, 'websocket_connection'), 'HEALTHY ws: healthy');
});

test('the answer of Terminus: what is well and what is not stands in its details', () => {
  const down = { status: 'down', message: 'connect ECONNREFUSED' };
  const body = { status: 'error', info: { redis: { status: 'up' } }, error: { database: down }, details: { redis: { status: 'up' }, database: down, s3: { status: 'up' } } };
  assert.equal(statusOf(body, 'database_connectivity'), 'UNHEALTHY database: connect ECONNREFUSED');
  assert.equal(statusOf(body, 'file_storage'), 'HEALTHY s3: healthy');
});

test('a component has the response time that the report gives it', () => {
  const components = componentsOf({ checks: { database: [{ status: 'pass', observedValue: 250, observedUnit: 'ms' }], sms: { status: 'up', responseTime: 31 } } });
  assert.equal(components.get('database')?.responseTime, 250);
  assert.equal(components.get('sms')?.responseTime, 31);
});

test('nonsense is refused with what was got, and never throws', () => {
  for (const [body, said] of [
    ['<html>', /no health report: "<html>"/],
    [null, /: null/],
    [[], /: \[\]/],
    [{ message: 'Not Found' }, /no health report: {"message":"Not Found"}/],
  ] as const) {
    const { api, components } = read(body);
    assert.ok(components === null && api?.status === 'DEGRADED' && said.test(api.message), JSON.stringify(api));
  }
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(599), (body, status) => {
      read(body, status);
    }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (checks) => {
      assert.ok(read({ status: 'pass', checks }).components);
    }),
  );
});

test('the API itself: an answer is judged apart from the components it reports', () => {
  const judge = (status: number, body: unknown) => read(body, status);
  const failing = judge(503, { status: 'fail', checks: { database: [{ status: 'fail' }] } });
  assert.equal(failing.api?.status, 'HEALTHY');
  assert.ok(failing.components);
  assert.equal(judge(503, 'Service Unavailable').api?.status, 'UNHEALTHY');
  assert.equal(judge(404, { status: 404, error: 'Not Found' }).api?.status, 'DEGRADED');
  assert.equal(judge(404, { status: 404, error: 'Not Found' }).components, null);
  assert.equal(judge(200, { status: 'pass', components: { api: 'degraded' } }).api?.status, 'DEGRADED');
  const late = readReport({ status: 0, outcome: 'timeout', duration: 5_000, body: null, headers: {}, error: '' });
  assert.equal(late.api?.message, 'no answer: timeout');
});
