import { randomBytes, scryptSync } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { seededDoctors } from './seeded-doctors.ts';

const schema = `
  create table if not exists doctors (id integer primary key, name text not null, specialty text not null, city text not null, fee integer not null, about text not null) strict;
  create table if not exists users (id text primary key, name text not null, type text not null, subscription text not null, salt text, password text) strict;
  create table if not exists sessions (token text primary key, user_id text not null references users, created_at integer not null) strict;
  create table if not exists appointments (id text primary key, doctor_id integer not null references doctors, slot text not null, patient_name text not null,
    patient_email text not null, status text not null, fee integer not null, created_at integer not null, unique (doctor_id, slot)) strict;
  create table if not exists payments (id text primary key, appointment_id text not null references appointments, amount integer not null, status text not null,
    created_at integer not null) strict;
  create table if not exists received (kind text not null, id text not null, body text not null, at integer not null, repeats integer not null default 0,
    primary key (kind, id)) strict;
  create table if not exists requests (kind text primary key, count integer not null, items integer not null, most_items integer not null, most_bytes integer not null) strict;
`;

const seededUsers = [
  { id: 'patient_ada', name: 'Ada Brandt', type: 'patient', subscription: 'premium', password: null },
  { id: 'patient_jonas', name: 'Jonas Lind', type: 'patient', subscription: 'basic', password: null },
  { id: 'admin', name: 'Reception', type: 'admin', subscription: 'staff', password: 'prescripto' },
] as const;

export function hashPassword(password: string, salt: string): string {
  return scryptSync(password, salt, 32).toString('hex');
}

/** Opens the clinic's data, makes it where there is none, and puts doctors and users in. */
export function openDatabase(file: string): DatabaseSync {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on; pragma busy_timeout = 5000;');
  database.exec(schema);
  const doctor = database.prepare('insert or ignore into doctors (id, name, specialty, city, fee, about) values (?, ?, ?, ?, ?, ?)');
  for (const [at, { name, specialty, city, fee, about }] of seededDoctors.entries()) doctor.run(at + 1, name, specialty, city, fee, about);
  const user = database.prepare('insert or ignore into users (id, name, type, subscription, salt, password) values (?, ?, ?, ?, ?, ?)');
  const known = database.prepare('select 1 from users where id = ?');
  for (const { id, name, type, subscription, password } of seededUsers) {
    if (known.get(id)) continue;
    const salt = password === null ? null : randomBytes(16).toString('hex');
    user.run(id, name, type, subscription, salt, password === null || salt === null ? null : hashPassword(password, salt));
  }
  return database;
}

/** Forgets bookings and everything that was received; doctors and users stay. */
export function emptyDatabase(database: DatabaseSync): void {
  for (const table of ['payments', 'appointments', 'sessions', 'received', 'requests']) database.exec(`delete from ${table}`);
}
