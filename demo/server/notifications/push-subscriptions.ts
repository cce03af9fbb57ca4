import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { asObject, asText } from '../read-json.ts';
import { Refusal } from '../reply.ts';

export interface PushSubscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

const most = 10_000;
/** The push services of Chromium, Firefox, Edge and Safari. Anybody may subscribe, so only they are ever written to, and not a neighbour of this server. */
const knownHosts = /^(?:fcm\.googleapis\.com|[\w-]+\.push\.services\.mozilla\.com|[\w.-]+\.notify\.windows\.com|web\.push\.apple\.com|[\w-]+\.push\.apple\.com)$/;

/** Where pages wait for pushes. */
export class PushSubscriptions {
  readonly #database: DatabaseSync;
  readonly #hosts: readonly string[];

  /** `hosts`: further push services, `host:port`; these may speak plain HTTP. */
  constructor(database: DatabaseSync, hosts: readonly string[]) {
    this.#database = database;
    this.#hosts = hosts;
    database.exec('create table if not exists push_subscriptions (id text primary key, body text not null, created_at integer not null) strict');
  }

  /** Takes what `PushSubscription.toJSON()` gives. The same endpoint again replaces its keys. */
  add(body: unknown, now: number): string {
    const { endpoint, keys } = asObject(body);
    const url = URL.parse(asText(endpoint, 'endpoint'));
    if (!url || !((url.protocol === 'https:' && knownHosts.test(url.host)) || (/^https?:$/.test(url.protocol) && this.#hosts.includes(url.host)))) {
      throw new Refusal(400, 'unknown_push_service', 'endpoint: expected the URL of a push service that this server knows; OPS_PUSH_HOSTS names others');
    }
    const { p256dh, auth } = asObject(keys, 'keys');
    const bytes = (value: unknown, what: string, length: number): string => {
      const text = asText(value, what);
      if (!/^[\w-]+={0,2}$/.test(text) || Buffer.from(text, 'base64url').length !== length) throw new Refusal(400, 'malformed', `${what}: expected ${length} bytes as base64url`);
      return text;
    };
    const subscription: PushSubscription = { endpoint: url.href, keys: { p256dh: bytes(p256dh, 'keys.p256dh', 65), auth: bytes(auth, 'keys.auth', 16) } };
    const id = createHash('sha256').update(url.href).digest('base64url').slice(0, 22);
    if (Number(this.#database.prepare('select count(*) as n from push_subscriptions').get()?.['n']) >= most) throw new Refusal(429, 'too_many_subscriptions', `expected at most ${most} subscriptions`);
    this.#database.prepare('insert or replace into push_subscriptions (id, body, created_at) values (?, ?, ?)').run(id, JSON.stringify(subscription), now);
    return id;
  }

  get(id: string): PushSubscription | null {
    const row = this.#database.prepare('select body from push_subscriptions where id = ?').get(id);
    return row ? (JSON.parse(String(row['body'])) as PushSubscription) : null;
  }

  ids(): readonly string[] {
    return this.#database.prepare('select id from push_subscriptions order by created_at').all().map((row) => String(row['id']));
  }

  remove(id: string): void {
    this.#database.prepare('delete from push_subscriptions where id = ?').run(id);
  }

  /** Whoever knows the endpoint owns it. */
  removeEndpoint(body: unknown): void {
    this.remove(createHash('sha256').update(asText(asObject(body)['endpoint'], 'endpoint')).digest('base64url').slice(0, 22));
  }
}
