import type { DatabaseSync } from 'node:sqlite';

/** ms; who was not heard of for longer is not counted. */
export const activeFor = 300_000;
/** ms; a restart may forget so much of when somebody was heard of. */
const writeEvery = 60_000;
const most = 500_000;

/** Which sessions are there right now: heard of, at any endpoint, in the last five minutes. Hot, so memory answers and the database follows. */
export class ActiveSessions {
  readonly #database: DatabaseSync;
  readonly #heard = new Map<string, { at: number; written: number }>();
  #prunedAt = 0;

  constructor(database: DatabaseSync, now: number) {
    this.#database = database;
    database.exec('create table if not exists heard (session text primary key, at integer not null) strict');
    for (const { session, at } of database.prepare('select session, at from heard where at > ?').all(now - activeFor)) this.#heard.set(String(session), { at: Number(at), written: Number(at) });
  }

  /** Takes the `sessionId` of whatever was sent. */
  hear(items: readonly unknown[], now: number): void {
    const sessions = new Set<string>();
    for (const item of items) {
      const session = (item as { readonly sessionId?: unknown } | null)?.sessionId;
      if (typeof session === 'string' && session && session.length <= 120) sessions.add(session);
    }
    for (const session of sessions) {
      const known = this.#heard.get(session);
      if (!known && this.#heard.size >= most) continue;
      const due = !known || now - known.written > writeEvery;
      this.#heard.set(session, { at: now, written: due ? now : (known?.written ?? now) });
      if (due) this.#database.prepare('insert into heard (session, at) values (?, ?) on conflict (session) do update set at = excluded.at').run(session, now);
    }
  }

  count(now: number): number {
    if (now - this.#prunedAt > writeEvery / 6) this.#prune(now);
    return this.#heard.size;
  }

  empty(): void {
    this.#heard.clear();
    this.#database.exec('delete from heard');
  }

  #prune(now: number): void {
    this.#prunedAt = now;
    for (const [session, { at }] of this.#heard) if (at <= now - activeFor) this.#heard.delete(session);
    this.#database.prepare('delete from heard where at <= ?').run(now - activeFor);
  }
}
