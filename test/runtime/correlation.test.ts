import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestRuntime } from '../support/test-runtime.ts';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';
const error = { name: 'ApiError', message: 'API Error: 502 /api/payments', stack: '' };

test('all of one request is found by its correlation id: logs, errors, the call, and the steps in the errors', async () => {
  const ops = createTestRuntime();
  const tab = ops.tab('a');
  await tab.hello();
  await tab.send(
    { kind: 'log', level: 'INFO', type: 'log', message: 'paying', correlationId: id },
    { kind: 'log', level: 'INFO', type: 'log', message: 'something else' },
    { kind: 'api', method: 'POST', url: 'http://clinic.test/api/payments', status: 502, outcome: 'server_error', duration: 12, correlationId: id },
    { kind: 'error', error, mechanism: 'manual', handled: true, correlationId: id },
    { kind: 'log', level: 'ERROR', type: 'log', message: 'not paid', correlationId: id, error },
  );
  await ops.tab('b').send({ kind: 'error', error: { ...error, message: 'told by its context' }, mechanism: 'manual', handled: true, context: { correlationId: 'r-2' } });

  const trail = await ops.api.logs.getRequest(id);
  assert.equal(trail.correlationId, id);
  assert.deepEqual(trail.entries.map(({ message }) => message), ['paying', 'not paid']);
  assert.deepEqual(trail.calls.map(({ route, status }) => [route, status]), [['POST /api/payments', 502]]);
  assert.deepEqual(trail.errors.map(({ message, correlationId }) => [message, correlationId]), [[error.message, id]]);
  assert.deepEqual(trail.errors[0]?.breadcrumbs.map(({ category, data }) => [category, data?.['correlationId']]), [['log', id], ['log', undefined], ['api', id]]);

  assert.deepEqual((await ops.api.logs.query({ correlationId: id })).map(({ message }) => message), ['not paid', 'paying']);
  assert.equal((await ops.api.logs.getRequest('r-2')).errors[0]?.message, 'told by its context');
  assert.deepEqual(await ops.api.logs.getRequest('nowhere'), { correlationId: 'nowhere', entries: [], errors: [], calls: [] });
});
