import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { findDoctor, isConsultation } from './doctors.ts';
import { asObject, asText } from './read-json.ts';
import { Refusal } from './reply.ts';

export interface Appointment {
  readonly id: string;
  readonly doctorId: number;
  readonly doctor: string;
  readonly slot: string;
  /** `booked` until it is paid */
  readonly status: 'booked' | 'confirmed';
  readonly fee: number;
}

const select = `select a.id, a.doctor_id as doctorId, d.name as doctor, a.slot, a.status, a.fee from appointments a join doctors d on d.id = a.doctor_id`;

/** Newest first. */
export function listAppointments(database: DatabaseSync): Appointment[] {
  return database.prepare(`${select} order by a.created_at desc, a.rowid desc limit 100`).all() as unknown as Appointment[];
}

export function findAppointment(database: DatabaseSync, id: string): Appointment {
  const found = database.prepare(`${select} where a.id = ?`).get(id) as Appointment | undefined;
  if (!found) throw new Refusal(404, 'no_such_appointment', `appointment ${id} does not exist`);
  return found;
}

export function book(database: DatabaseSync, body: unknown, now: number): Appointment {
  const { doctorId, slot, patient } = asObject(body);
  const doctor = findDoctor(database, Number(doctorId));
  if (!doctor) throw new Refusal(404, 'no_such_doctor', `doctor ${String(doctorId)} does not exist`);
  const { name, email } = asObject(patient, 'patient');
  const patientName = asText(name, 'patient.name');
  const patientEmail = asText(email, 'patient.email');
  if (!/^\S+@\S+$/.test(patientEmail)) throw new Refusal(400, 'malformed', 'patient.email: expected an e-mail address');
  const at = Date.parse(asText(slot, 'slot'));
  if (!isConsultation(at) || at < now) throw new Refusal(400, 'malformed', 'slot: expected one of the doctor\'s next half-hours, as ISO time');
  const start = new Date(at).toISOString();
  if (database.prepare('select 1 from appointments where doctor_id = ? and slot = ?').get(doctor.id, start)) {
    throw new Refusal(409, 'slot_taken', `${doctor.name} has another patient at ${start}`);
  }
  const id = `apt_${randomUUID().slice(0, 13)}`;
  database
    .prepare('insert into appointments (id, doctor_id, slot, patient_name, patient_email, status, fee, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(id, doctor.id, start, patientName, patientEmail, 'booked', doctor.fee, now);
  return findAppointment(database, id);
}

export interface Payment {
  readonly id: string;
  readonly appointmentId: string;
  readonly amount: number;
  readonly status: 'succeeded';
}

/** What the gateway would be asked; throws 402 where the bank says no. A card is a token: numbers never come here. */
export function pay(database: DatabaseSync, body: unknown, now: number): Payment {
  const { appointmentId, card } = asObject(body);
  const appointment = findAppointment(database, asText(appointmentId, 'appointmentId'));
  const token = asText(card, 'card');
  if (appointment.status === 'confirmed') throw new Refusal(409, 'already_paid', `appointment ${appointment.id} is paid`);
  const id = `pay_${randomUUID().slice(0, 13)}`;
  const status = token === 'declined' ? 'declined' : 'succeeded';
  database.prepare('insert into payments (id, appointment_id, amount, status, created_at) values (?, ?, ?, ?, ?)').run(id, appointment.id, appointment.fee, status, now);
  if (status === 'declined') throw new Refusal(402, 'card_declined', 'the bank declined the card');
  database.prepare(`update appointments set status = 'confirmed' where id = ?`).run(appointment.id);
  return { id, appointmentId: appointment.id, amount: appointment.fee, status };
}
