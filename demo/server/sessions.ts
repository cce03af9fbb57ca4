import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import { hashPassword } from './database.ts';
import { asObject, asText } from './read-json.ts';
import { Refusal } from './reply.ts';

export interface SignedIn {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly subscription: string;
}

interface UserRow extends SignedIn {
  readonly salt: string | null;
  readonly password: string | null;
}

const week = 7 * 86_400_000;

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** Signs a user in: patients by name alone, staff with a password. */
export function signIn(database: DatabaseSync, body: unknown, now: number): { readonly user: SignedIn; readonly cookie: string } {
  const { user, password } = asObject(body);
  const row = database.prepare('select * from users where id = ?').get(asText(user, 'user')) as UserRow | undefined;
  const right = row && (row.password === null || row.salt === null || (typeof password === 'string' && same(hashPassword(password, row.salt), row.password)));
  if (!right) throw new Refusal(401, 'wrong_credentials', 'no user with this name and password');
  const token = randomBytes(24).toString('hex');
  database.prepare('delete from sessions where created_at < ?').run(now - week);
  database.prepare('insert into sessions (token, user_id, created_at) values (?, ?, ?)').run(token, row.id, now);
  return { user: shown(row), cookie: `session=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${week / 1_000}` };
}

export function currentUser(database: DatabaseSync, request: IncomingMessage, now: number): SignedIn {
  const token = /(?:^|;\s*)session=([0-9a-f]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const row = database.prepare('select u.* from sessions s join users u on u.id = s.user_id where s.token = ? and s.created_at > ?').get(token, now - week) as UserRow | undefined;
  if (!row) throw new Refusal(401, 'not_signed_in', 'expected a session cookie: POST /api/session first');
  return shown(row);
}

function shown({ id, name, type, subscription }: UserRow): SignedIn {
  return { id, name, type, subscription };
}
