import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Notice } from './notice.ts';

/** `sent`: on its way, the answer is not there yet. `dead`: it will not be tried again. */
export type LetterState = 'queued' | 'sent' | 'accepted' | 'confirmed' | 'dead';

export interface OutboxRow {
  readonly seq: number;
  readonly id: string;
  readonly outlet: string;
  readonly target: string;
  readonly incident: string;
  readonly notice: Notice;
  readonly token: string;
  readonly state: LetterState;
  readonly attempts: number;
}

export interface Receipt {
  /** The notification's idempotency key. */
  readonly id: string;
  readonly channel: string;
  readonly to: string;
  /** Of several addresses the one that is furthest behind. */
  readonly state: LetterState;
  readonly attempts: number;
  /** epoch ms of the last change */
  readonly at: number;
  readonly detail: string;
}

export interface OutletCounts {
  readonly queued: number;
  readonly sent: number;
  readonly accepted: number;
  readonly confirmed: number;
  readonly dead: number;
  /** Of those that wait: tried before, and failed. */
  readonly failing: number;
}

const schema = `
  create table if not exists outbox (seq integer primary key autoincrement, id text not null, outlet text not null, target text not null, incident text not null,
    alert text not null, event text not null, recipient text not null, body text not null, token text not null unique, state text not null, attempts integer not null default 0, next_at integer not null,
    created_at integer not null, updated_at integer not null, detail text not null default '', unique (outlet, id, target)) strict;
  create table if not exists carried (outlet text not null, id text not null, incident text not null, carrier text not null, primary key (outlet, id)) strict, without rowid;
  create index if not exists outbox_due on outbox (state, next_at);
  create index if not exists outbox_thread on outbox (outlet, target, incident, seq);
  create index if not exists outbox_changed on outbox (updated_at);
  create index if not exists outbox_flood on outbox (outlet, target, alert, created_at);
`;

const week = 7 * 86_400_000;
const order: readonly LetterState[] = ['confirmed', 'accepted', 'sent', 'queued', 'dead'];
const worse = (a: LetterState, b: LetterState): LetterState => (order.indexOf(a) > order.indexOf(b) ? a : b);
/** Columns of a row to send. */
const columns = 'seq, id, outlet, target, incident, body, token, state, attempts';

function toRow({ body, ...row }: Record<string, unknown>): OutboxRow {
  return { ...(row as unknown as Omit<OutboxRow, 'notice'>), notice: JSON.parse(String(body)) as Notice };
}

/** What is to be sent and what became of it: durable, once an outlet, a key and a target. */
export class Outbox {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(schema);
    // The last process ended between a request and its answer: whether it arrived is not known, and the key says which one it was.
    database.exec(`update outbox set state = 'queued' where state = 'sent'`);
  }

  /** `false`: it is there already. `dead`: why it is not even tried. */
  add(outlet: string, target: string, notice: Notice, now: number, dead?: string): boolean {
    const { id, incidentId, alertId, event, to } = notice;
    const added = this.#database
      .prepare('insert or ignore into outbox (id, outlet, target, incident, alert, event, recipient, body, token, state, next_at, created_at, updated_at, detail) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(id, outlet, target, incidentId, alertId, event, to, JSON.stringify(notice), randomBytes(18).toString('base64url'), dead === undefined ? 'queued' : 'dead', now, now, now, dead ?? '');
    return added.changes > 0;
  }

  knows(outlet: string, id: string): boolean {
    return Boolean(this.#database.prepare('select 1 from outbox where outlet = ?1 and id = ?2 union all select 1 from carried where outlet = ?1 and id = ?2').get(outlet, id));
  }

  /** What goes along in the message of another: its receipts are that one's. */
  carry(outlet: string, { id, incidentId }: Notice, carrier: string): void {
    this.#database.prepare('insert or ignore into carried (outlet, id, incident, carrier) values (?, ?, ?, ?)').run(outlet, id, incidentId, carrier);
  }

  /** What may be sent now: a resolution does not overtake its trigger. */
  due(now: number, limit: number): readonly OutboxRow[] {
    return this.#database
      .prepare(
        `select ${columns} from outbox o where state = 'queued' and next_at <= ? and not exists (select 1 from outbox e where e.outlet = o.outlet and e.target = o.target and
         e.incident = o.incident and e.seq < o.seq and e.state in ('queued', 'sent')) order by next_at, seq limit ?`,
      )
      .all(now, limit)
      .map(toRow);
  }

  /** epoch ms; `null`: nothing waits */
  nextAt(): number | null {
    const next = this.#database.prepare(`select min(next_at) as at from outbox where state = 'queued'`).get()?.['at'];
    return typeof next === 'number' ? next : null;
  }

  begin(seq: number, now: number): void {
    this.#database.prepare(`update outbox set state = 'sent', attempts = attempts + 1, updated_at = ? where seq = ?`).run(now, seq);
  }

  /** The end of an attempt. What was confirmed meanwhile stays so. */
  end(seq: number, state: LetterState, detail: string, now: number, nextAt = now): void {
    this.#database.prepare(`update outbox set state = ?, detail = ?, updated_at = ?, next_at = ? where seq = ? and state <> 'confirmed'`).run(state, detail, now, nextAt, seq);
  }

  /** Somebody at the other end says that it arrived; `false`: nobody was told that word. */
  confirm(token: string, now: number): boolean {
    const known = this.#database.prepare('select state from outbox where token = ?').get(token);
    if (known && known['state'] !== 'confirmed') this.#database.prepare(`update outbox set state = 'confirmed', detail = 'confirmed by the receiver', updated_at = ? where token = ?`).run(now, token);
    return Boolean(known);
  }

  /** The key of the first message of an incident to a target, if it was not this one. */
  firstOf({ outlet, target, incident, seq }: OutboxRow): string | null {
    const first = this.#database
      .prepare(
        `select id from outbox where outlet = ?1 and target = ?2 and seq < ?4 and state <> 'dead' and (incident = ?3 or id in (select carrier from carried where outlet = ?1 and incident = ?3)) order by seq limit 1`,
      )
      .get(outlet, target, incident, seq);
    return first ? String(first['id']) : null;
  }

  /** How many messages about an alert a target was sent since then. */
  sentSince(outlet: string, target: string, alertId: string, since: number): number {
    return Number(this.#database.prepare(`select count(*) as n from outbox where outlet = ? and target = ? and alert = ? and created_at >= ? and state <> 'dead' and event <> 'resolved'`).get(outlet, target, alertId, since)?.['n']);
  }

  /** Whom an incident was held back from, all of it. */
  wasHeldBack(outlet: string, target: string, incident: string): boolean {
    const row = this.#database.prepare(`select count(*) as n, sum(state <> 'dead') as alive from outbox where outlet = ? and target = ? and incident = ?`).get(outlet, target, incident);
    return Number(row?.['n']) > 0 && Number(row?.['alive']) === 0;
  }

  /** What changed at or after `since` (epoch ms), oldest change first; or those with these ids. */
  receipts({ since = 0, ids, outlets, limit }: { readonly since?: number; readonly ids?: readonly string[]; readonly outlets?: readonly string[]; readonly limit: number }): readonly Receipt[] {
    const within = (column: string, values: readonly string[] | undefined): string => (values ? `and ${column} in (select value from json_each(?))` : '');
    const values: (string | number)[] = [since];
    for (const list of [ids, outlets]) if (list) values.push(JSON.stringify(list));
    const rows = this.#database
      .prepare(
        `with all_ids as (select outlet, id, id as carrier from outbox group by outlet, id union all select outlet, id, carrier from carried)
         select a.id, o.outlet, recipient, state, attempts, updated_at, detail from all_ids a join outbox o on o.outlet = a.outlet and o.id = a.carrier
         where updated_at >= ? ${within('a.id', ids)} ${within('o.outlet', outlets)} order by updated_at, seq limit ?`,
      )
      .all(...values, limit);
    const all = new Map<string, Receipt>();
    for (const row of rows) {
      const receipt: Receipt = { id: String(row['id']), channel: String(row['outlet']), to: String(row['recipient']), state: row['state'] as LetterState, attempts: Number(row['attempts']), at: Number(row['updated_at']), detail: String(row['detail']) };
      const key = `${receipt.channel}\n${receipt.id}`;
      const other = all.get(key);
      all.set(key, !other || worse(receipt.state, other.state) === receipt.state ? receipt : other);
    }
    return [...all.values()];
  }

  counts(outlet: string): OutletCounts {
    const counts = { queued: 0, sent: 0, accepted: 0, confirmed: 0, dead: 0, failing: 0 };
    for (const { state, n, failing } of this.#database.prepare(`select state, count(*) as n, sum(attempts > 0) as failing from outbox where outlet = ? group by state`).all(outlet)) {
      counts[state as LetterState] = Number(n);
      if (state === 'queued') counts.failing = Number(failing);
    }
    return counts;
  }

  /** Forgets what ended a week ago, with the addresses in it. */
  prune(now: number): void {
    this.#database.prepare(`delete from outbox where updated_at < ? and state not in ('queued', 'sent')`).run(now - week);
    this.#database.exec('delete from carried where not exists (select 1 from outbox o where o.outlet = carried.outlet and o.id = carried.carrier)');
  }
}
