import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serve } from './harness.ts';

const { call } = await serve();
const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

test('the answer says the id of its request again, and the server has logged the request under it', async () => {
  const { headers } = await call('/api/doctors?q=lund', undefined, { headers: { 'x-request-id': 'r-1', traceparent: parent } });
  assert.equal(headers.get('x-request-id'), 'r-1');
  await call('/api/doctors/999', undefined, { headers: { 'x-request-id': 'r-2' } });
  const { body } = await call('/demo/requests?id=r-1');
  const [line, ...others] = body['lines'] as { at: number }[];
  assert.deepEqual([{ ...line, at: 0 }, others], [{ at: 0, method: 'GET', path: '/api/doctors', status: 200, requestId: 'r-1', traceparent: parent }, []]);
  assert.deepEqual(((await call('/demo/requests?id=r-2')).body['lines'] as { status: number }[]).map(({ status }) => status), [404]);
});

test('an id that is none is not said again', async () => {
  for (const id of ['a b', 'x'.repeat(200), '<script>']) assert.equal((await call('/api/doctors', undefined, { headers: { 'x-request-id': id } })).headers.get('x-request-id'), null);
  assert.equal((await call('/api/doctors')).headers.get('x-request-id'), null);
});
