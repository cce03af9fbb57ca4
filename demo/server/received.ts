import type { DatabaseSync } from 'node:sqlite';
import { asObject, type JsonBody } from './read-json.ts';
import { Refusal } from './reply.ts';

export const receivedKinds = ['logs', 'errors', 'errorAlerts', 'metrics', 'notifications', 'webhook'] as const;
export type ReceivedKind = (typeof receivedKinds)[number];

const maxItems = 100;
/** Rows kept: a demo that runs for weeks must not fill the disk. */
const maxRows = 100_000;

export interface Reception {
  readonly accepted: number;
  readonly repeats: number;
}

export interface ReceivedReport {
  readonly kind: ReceivedKind;
  /** Different items. */
  readonly count: number;
  /** Items that came again. */
  readonly repeats: number;
  readonly requests: number;
  /** Of one request. */
  readonly mostItems: number;
  readonly mostBytes: number;
  readonly ids: readonly string[];
  readonly items: readonly unknown[];
}

function idOf(item: unknown, what: string): string {
  const { id } = asObject(item, what);
  if (typeof id !== 'string' || !id) throw new Refusal(400, 'malformed', `${what}.id: expected a text that names the item`);
  return id;
}

/** The items of `{entries: […]}`; throws where there are none, or too many. */
export function itemsOf({ value }: JsonBody, member: string): readonly unknown[] {
  const items = asObject(value)[member];
  if (!Array.isArray(items)) throw new Refusal(400, 'malformed', `body.${member}: expected an array`);
  if (items.length > maxItems) throw new Refusal(413, 'too_large', `body.${member}: expected at most ${maxItems} items, got ${items.length}`);
  return items;
}

/** Stores what arrived, once an id: what is there already is only counted. One wrong item refuses all of them. */
export function receive(database: DatabaseSync, kind: ReceivedKind, items: readonly unknown[], bytes: number, now: number): Reception {
  const ids = items.map((item, at) => idOf(item, items.length > 1 ? `item ${at}` : 'item'));
  const insert = database.prepare('insert or ignore into received (kind, id, body, at) values (?, ?, ?, ?)');
  const repeat = database.prepare('update received set repeats = repeats + 1 where kind = ? and id = ?');
  let accepted = 0;
  database.exec('begin');
  try {
    for (const [at, id] of ids.entries()) {
      const added = Number(insert.run(kind, id, JSON.stringify(items[at]), now).changes);
      if (!added) repeat.run(kind, id);
      accepted += added;
    }
    database
      .prepare(
        `insert into requests (kind, count, items, most_items, most_bytes) values (?, 1, ?, ?, ?) on conflict (kind) do update set count = count + 1, items = items + excluded.items,
         most_items = max(most_items, excluded.most_items), most_bytes = max(most_bytes, excluded.most_bytes)`,
      )
      .run(kind, items.length, items.length, bytes);
    database.prepare('delete from received where kind = ? and rowid <= (select max(rowid) from received) - ?').run(kind, maxRows);
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
  return { accepted, repeats: items.length - accepted };
}

/** What arrived, oldest first; the newest `limit` of it. */
export function reportReceived(database: DatabaseSync, kind: ReceivedKind, limit: number): ReceivedReport {
  const totals = database.prepare('select count(*) as count, coalesce(sum(repeats), 0) as repeats from received where kind = ?').get(kind);
  const requests = database.prepare('select * from requests where kind = ?').get(kind);
  const rows = database.prepare('select id, body from received where kind = ? order by rowid desc limit ?').all(kind, limit).reverse();
  return {
    kind,
    count: Number(totals?.['count'] ?? 0),
    repeats: Number(totals?.['repeats'] ?? 0),
    requests: Number(requests?.['count'] ?? 0),
    mostItems: Number(requests?.['most_items'] ?? 0),
    mostBytes: Number(requests?.['most_bytes'] ?? 0),
    ids: rows.map((row) => String(row['id'])),
    items: rows.map((row) => JSON.parse(String(row['body'])) as unknown),
  };
}
