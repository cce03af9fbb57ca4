import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDemo } from '../../demo/server/server.ts';
import { serve } from './harness.ts';

interface Doctor {
  readonly id: number;
  readonly name: string;
  readonly specialty: string;
  readonly fee: number;
  readonly nextSlots: readonly string[];
}

const { call } = await serve();
const doctorsOf = async (query: string): Promise<readonly Doctor[]> => (await call(`/api/doctors?q=${encodeURIComponent(query)}`)).body['doctors'] as unknown as Doctor[];
const patient = { name: 'Ada Brandt', email: 'ada@example.org' };

test('doctors are found by words of name, specialty and city', async () => {
  assert.ok((await doctorsOf('')).length >= 12);
  assert.deepEqual((await doctorsOf('cardio malmö')).map((doctor) => doctor.name), ['Dr. Amara Okafor']);
  assert.deepEqual(await doctorsOf('astrology'), []);
  assert.equal((await call('/api/doctors/1')).at('doctor.name'), 'Dr. Amara Okafor');
  assert.equal((await call('/api/doctors/999')).status, 404);
});

test('booking and paying confirms an appointment and takes its slot', async () => {
  const [doctor] = await doctorsOf('dermatology');
  const slot = doctor?.nextSlots[0] as string;
  assert.ok(Date.parse(slot) > Date.now());
  const booked = await call('/api/appointments', { doctorId: doctor?.id, slot, patient });
  assert.equal(booked.status, 201);
  const { id, status, fee } = booked.body['appointment'] as { id: string; status: string; fee: number };
  assert.deepEqual([status, fee], ['booked', doctor?.fee]);
  assert.equal((await call('/api/appointments', { doctorId: doctor?.id, slot, patient })).status, 409);
  assert.ok(!(await doctorsOf('dermatology'))[0]?.nextSlots.includes(slot));

  const declined = await call('/api/payments', { appointmentId: id, card: 'declined' });
  assert.deepEqual([declined.status, declined.body['error']], [402, 'card_declined']);
  const paid = await call('/api/payments', { appointmentId: id, card: 'valid' });
  assert.deepEqual([paid.status, paid.at('payment.status'), paid.at('payment.amount')], [201, 'succeeded', fee]);
  assert.equal((await call('/api/payments', { appointmentId: id, card: 'valid' })).status, 409);
  const [first] = (await call('/api/appointments')).body['appointments'] as unknown as { id: string; status: string; doctor: string }[];
  assert.deepEqual([first?.id, first?.status, first?.doctor], [id, 'confirmed', doctor?.name]);
});

test('a booking that cannot be is refused with the reason', async () => {
  const [doctor] = await doctorsOf('neurology');
  const slot = doctor?.nextSlots[0];
  const refused = async (body: unknown): Promise<string> => {
    const { status, body: answer } = await call('/api/appointments', body);
    return `${status} ${String(answer['message'])}`;
  };
  assert.match(await refused({ doctorId: 999, slot, patient }), /^404 doctor 999/);
  assert.match(await refused({ doctorId: doctor?.id, slot: '2020-01-01T09:00:00.000Z', patient }), /^400 slot: expected/);
  assert.match(await refused({ doctorId: doctor?.id, slot: 'soon', patient }), /^400 slot: expected/);
  assert.match(await refused({ doctorId: doctor?.id, slot, patient: { name: 'Ada', email: 'nowhere' } }), /^400 patient.email/);
  assert.match(await refused([]), /^400 body: expected an object/);
});

test('a session is opened by name, or by name and password, and kept by a cookie', async () => {
  assert.equal((await call('/api/session')).status, 401);
  const { status, body, headers } = await call('/api/session', { user: 'patient_ada' });
  assert.deepEqual([status, body['user']], [200, { id: 'patient_ada', name: 'Ada Brandt', type: 'patient', subscription: 'premium' }]);
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  assert.equal((await call('/api/session', undefined, { headers: { cookie } })).at('user.id'), 'patient_ada');
  assert.equal((await call('/api/session', { user: 'admin' })).status, 401);
  assert.equal((await call('/api/session', { user: 'admin', password: 'wrong' })).status, 401);
  assert.equal((await call('/api/session', { user: 'admin', password: 'prescripto' })).status, 200);
});

test('what is not there is 404, and another method 405', async () => {
  assert.equal((await call('/api/prescriptions/918273')).status, 404);
  const wrong = await call('/api/payments', undefined, { method: 'DELETE' });
  assert.deepEqual([wrong.status, wrong.headers.get('allow')], [405, 'POST']);
});

test('bookings are still there after a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'prescripto-'));
  const dataFile = join(folder, 'clinic.sqlite');
  const list = async (url: string) => ((await (await fetch(`${url}api/appointments`)).json()) as { appointments: readonly unknown[] }).appointments;
  const first = await startDemo({ dataFile });
  const { doctors } = (await (await fetch(`${first.url}api/doctors`)).json()) as { doctors: readonly Doctor[] };
  await fetch(`${first.url}api/appointments`, { method: 'POST', body: JSON.stringify({ doctorId: 1, slot: doctors[0]?.nextSlots[0], patient }) });
  const before = await list(first.url);
  await first.close();
  const second = await startDemo({ dataFile });
  assert.equal(before.length, 1);
  assert.deepEqual(await list(second.url), before);
  await second.close();
  await rm(folder, { recursive: true });
});
