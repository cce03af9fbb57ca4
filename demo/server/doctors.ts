import type { DatabaseSync } from 'node:sqlite';

export interface Doctor {
  readonly id: number;
  readonly name: string;
  readonly specialty: string;
  readonly city: string;
  /** EUR */
  readonly fee: number;
  readonly about: string;
}

export interface AvailableDoctor extends Doctor {
  /** ISO, the next free ones, at most six */
  readonly nextSlots: readonly string[];
}

const halfHour = 1_800_000;
const opens = 9;
const closes = 17;
const shownSlots = 6;
const bookableDays = 14;

/** Whether doctors see patients then: half-hours on weekdays from 9 to 17 UTC. */
export function isConsultation(at: number): boolean {
  const date = new Date(at);
  const weekday = date.getUTCDay();
  return at % halfHour === 0 && weekday > 0 && weekday < 6 && date.getUTCHours() >= opens && date.getUTCHours() < closes;
}

function nextSlots(database: DatabaseSync, doctorId: number, now: number): string[] {
  const taken = new Set(database.prepare('select slot from appointments where doctor_id = ? and slot >= ?').all(doctorId, new Date(now).toISOString()).map((row) => row['slot']));
  const slots: string[] = [];
  const end = now + bookableDays * 86_400_000;
  for (let at = Math.ceil((now + halfHour) / halfHour) * halfHour; at < end && slots.length < shownSlots; at += halfHour) {
    const slot = new Date(at).toISOString();
    if (isConsultation(at) && !taken.has(slot)) slots.push(slot);
  }
  return slots;
}

/** Every word of the query is in the name, the specialty or the city. */
export function searchDoctors(database: DatabaseSync, query: string, now: number): AvailableDoctor[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const doctors = database.prepare('select * from doctors order by id').all() as unknown as Doctor[];
  return doctors
    .filter(({ name, specialty, city }) => words.every((word) => `${name} ${specialty} ${city}`.toLowerCase().includes(word)))
    .map((doctor) => ({ ...doctor, nextSlots: nextSlots(database, doctor.id, now) }));
}

export function findDoctor(database: DatabaseSync, id: number): Doctor | null {
  return (database.prepare('select * from doctors where id = ?').get(id) as Doctor | undefined) ?? null;
}

export function withSlots(database: DatabaseSync, doctor: Doctor, now: number): AvailableDoctor {
  return { ...doctor, nextSlots: nextSlots(database, doctor.id, now) };
}
