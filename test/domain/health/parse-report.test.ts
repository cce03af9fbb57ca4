import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { builtInChecks } from '../../../src/domain/health/definitions.ts';
import { judgeComponent, judgeReport } from '../../../src/domain/health/judge-report.ts';
import { parseReport } from '../../../src/domain/health/parse-report.ts';

const namesOf = (id: string): readonly string[] => builtInChecks.find((check) => check.id === id)?.components ?? [];
const statusOf = (body: unknown, id: string): string => {
  const parsed = parseReport(body);
  assert.ok(parsed.ok);
  const seen = judgeComponent(parsed.report, namesOf(id), 7);
  return seen.kind === 'result' ? `${seen.status} ${seen.message}` : seen.reason;
};

test('application/health+json: the worst measurement of a component is its status', () => {
  const body = {
    status: 'warn',
    releaseId: '1.4.2',
    checks: {
      'database:connections': [{ componentType: 'datastore', observedValue: 75, status: 'pass' }],
      'database:responseTime': [{ observedValue: 250, observedUnit: 'ms', status: 'pass' }, { observedValue: 0.9, observedUnit: 's', status: 'warn', output: 'replica is slow' }],
      'File-Storage:utilization': [{ status: 'fail', output: 'disk full' }],
    },
  };
  assert.equal(statusOf(body, 'database_connectivity'), 'DEGRADED database is degraded: replica is slow');
  assert.equal(statusOf(body, 'file_storage'), 'UNHEALTHY File-Storage is down: disk full');
  assert.equal(statusOf(body, 'payment_gateway'), 'not in the health report');
});

test('plain reports: a word, a boolean, or an object a component; every alias finds its check', () => {
  const body = {
    status: 'ok',
    components: { db: 'up', auth: { status: 'UP' }, payments: 'down', 's3': true, smtp: { healthy: false, error: 'timeout' }, sms: { status: 'weird' }, cdn: 'degraded', ws: 'connected' },
  };
  assert.equal(statusOf(body, 'database_connectivity'), 'HEALTHY db is up');
  assert.equal(statusOf(body, 'authentication_service'), 'HEALTHY auth is up');
  assert.equal(statusOf(body, 'payment_gateway'), 'UNHEALTHY payments is down');
  assert.equal(statusOf(body, 'file_storage'), 'HEALTHY s3 is up');
  assert.equal(statusOf(body, 'email_service'), 'UNHEALTHY smtp is down: timeout');
  assert.equal(statusOf(body, 'sms_service'), 'UNKNOWN sms is in an unknown state');
  assert.equal(statusOf(body, 'cdn_health'), 'DEGRADED cdn is degraded');
  assert.equal(statusOf(body, 'websocket_connection'), 'HEALTHY ws is up');
});

test('response times are milliseconds, whatever the unit of the report', () => {
  const parsed = parseReport({ checks: { database: [{ status: 'pass', observedValue: 0.25, observedUnit: 's' }], sms: { status: 'up', responseTime: 31 } } });
  assert.ok(parsed.ok);
  assert.equal(parsed.report.components.get('database')?.responseTime, 250);
  assert.equal(parsed.report.components.get('sms')?.responseTime, 31);
});

test('nonsense is refused with what was expected and what was got, and never throws', () => {
  for (const [body, said] of [
    ['<html>', /got text: "<html>"/],
    [null, /got null/],
    [[], /got an array/],
    [{ message: 'Not Found' }, /expected "status" .* got members message/],
  ] as const) {
    const parsed = parseReport(body);
    assert.ok(!parsed.ok && said.test(parsed.reason), JSON.stringify(parsed));
  }
  fc.assert(
    fc.property(fc.anything(), fc.nat(599), (body, status) => {
      judgeReport({ status, outcome: 'answered', duration: 1, body, error: '' });
    }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), (checks) => {
      assert.ok(parseReport({ status: 'pass', checks }).ok);
    }),
  );
});

test('the API itself: an answer is judged apart from the components it reports', () => {
  const judge = (status: number, body: unknown) => judgeReport({ status, outcome: 'answered', duration: 5, body, error: '' });
  const failing = judge(503, { status: 'fail', checks: { database: [{ status: 'fail' }] } });
  assert.equal(failing.api.status, 'HEALTHY');
  assert.ok(failing.report);
  assert.equal(judge(503, 'Service Unavailable').api.status, 'UNHEALTHY');
  assert.equal(judge(404, { status: 404, error: 'Not Found' }).api.status, 'DEGRADED');
  assert.equal(judge(404, { status: 404, error: 'Not Found' }).report, null);
  assert.equal(judge(200, { status: 'pass', components: { api: 'degraded' } }).api.status, 'DEGRADED');
  const late = judgeReport({ status: 0, outcome: 'timeout', duration: 5_000, body: null, error: '' });
  assert.equal(late.api.message, 'no answer within 5000 ms');
});
