import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serve } from './harness.ts';

const { call, url } = await serve({ mailbox: true });
const set = (fault: unknown) => call('/demo/faults', fault);
const repair = () => call('/demo/reset', {});

test('a fault is for its group only, and gone after a reset', async () => {
  await set({ group: 'doctors', mode: '500' });
  assert.equal((await call('/api/doctors')).status, 500);
  assert.equal((await call('/api/appointments')).status, 200);
  assert.equal((await call('/demo/faults')).at('modes.doctors'), '500');
  await repair();
  assert.equal((await call('/api/doctors')).status, 200);
});

test('429 says when to come again', async () => {
  await set({ group: 'logs', mode: '429', retryAfter: 7 });
  const answer = await call('/api/logs', { entries: [{ id: 'late' }] });
  assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '7']);
  await repair();
  assert.equal((await call('/demo/received?kind=logs')).body['count'], 0);
});

test('slow answers, after those that are not', async () => {
  await set({ group: 'session', mode: 'slow', ms: 200 });
  const order: number[] = [];
  const note = ({ status }: { status: number }) => void order.push(status);
  await Promise.all([call('/api/session').then(note), call('/api/doctors').then(note)]);
  assert.deepEqual(order, [200, 401]);
  await repair();
});

test('hang never answers, refuse cuts the connection, nonsense is no JSON', async () => {
  await set({ modes: { metrics: 'hang', errors: 'refuse', health: 'nonsense' } });
  await assert.rejects(fetch(url('/api/performance/metrics'), { method: 'POST', body: '{}', signal: AbortSignal.timeout(150) }), { name: 'TimeoutError' });
  await assert.rejects(fetch(url('/api/errors'), { method: 'POST', body: '{}' }), TypeError);
  const nonsense = await fetch(url('/api/health'));
  assert.equal(nonsense.status, 200);
  await assert.rejects(nonsense.json(), SyntaxError);
  await repair();
});

test('a component that is down takes with it what depends on it, and nothing else', async () => {
  const { doctors } = (await call('/api/doctors?q=psychiatry')).body as unknown as { doctors: { id: number; nextSlots: string[] }[] };
  const patient = { name: 'Ada', email: 'ada@example.org' };
  const { appointment } = (await call('/api/appointments', { doctorId: doctors[0]?.id, slot: doctors[0]?.nextSlots[0], patient })).body as unknown as { appointment: { id: string } };
  const down = async (component: string, request: () => Promise<{ status: number }>): Promise<number> => {
    await set({ component, state: 'down' });
    const { status } = await request();
    await repair();
    return status;
  };
  assert.equal(await down('payment_gateway', () => call('/api/payments', { appointmentId: appointment.id, card: 'valid' })), 502);
  assert.equal(await down('database', () => call('/api/doctors')), 503);
  assert.equal(await down('database', () => call('/api/logs', { entries: [] })), 202);
  assert.equal(await down('authentication', () => call('/api/session', { user: 'patient_ada' })), 503);
  assert.equal(await down('email_service', () => call('/api/notifications/email', { id: 'n1', title: 'Hello' })), 503);
  assert.equal(await down('sms_service', () => call('/api/notifications/email', { id: 'n1', title: 'Hello' })), 202);
  assert.equal(await down('cdn', () => call('/cdn/ping.txt')), 503);
  assert.equal((await call('/cdn/ping.txt')).body['text'], 'pong\n');
  assert.equal((await call('/api/payments', { appointmentId: appointment.id, card: 'valid' })).status, 201);
});

test('a wrong word is refused and changes nothing', async () => {
  for (const fault of [{ component: 'database', state: 'gone' }, { group: 'doctors', mode: 'sad' }, { components: { database: 'down' }, modes: { nobody: '500' } }, {}, [], { group: 'doctors', mode: 'slow', ms: -1 }]) {
    const { status, body } = await set(fault);
    assert.equal(status, 400);
    assert.match(String(body['message']), /expected/);
  }
  assert.equal((await call('/demo/faults')).at('components.database'), 'up');
});

test('a reset with data forgets bookings and what was received, and keeps the doctors', async () => {
  await call('/api/logs', { entries: [{ id: 'x' }] });
  await call('/demo/reset', { data: true });
  assert.equal((await call('/demo/received?kind=logs')).body['count'], 0);
  assert.deepEqual((await call('/api/appointments')).body['appointments'], []);
  assert.equal((await call('/api/doctors')).at('doctors.length'), 12);
});

test('a reset without a body repairs as well', async () => {
  await set({ group: 'doctors', mode: '500' });
  assert.equal((await call('/demo/reset', undefined, { method: 'POST' })).status, 200);
  assert.equal((await call('/api/doctors')).status, 200);
});
