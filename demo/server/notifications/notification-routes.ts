import type { DatabaseSync } from 'node:sqlite';
import { type Component, type Faults } from '../faults.ts';
import { asObject, type JsonBody } from '../read-json.ts';
import { receive, type ReceivedKind } from '../received.ts';
import { Refusal, type Reply } from '../reply.ts';
import type { Route } from '../router.ts';
import { type Channel, channels } from './create-outlets.ts';
import { parseGroup } from './grouped-notice.ts';
import type { Notice } from './notice.ts';
import type { Acceptance, Notifications } from './notifications.ts';

const mostItems = 100;
const mostReceipts = 500;
const components: Readonly<Partial<Record<Channel, Component>>> = { email: 'email_service', sms: 'sms_service' };

/** One notification, or `{notifications: […]}`. */
function itemsOf({ value }: JsonBody): readonly unknown[] {
  const body = asObject(value);
  if (!('notifications' in body)) return [body];
  const { notifications: items } = body;
  if (!Array.isArray(items) || !items.length) throw new Refusal(400, 'malformed', 'body.notifications: expected an array that is not empty');
  if (items.length > mostItems) throw new Refusal(413, 'too_large', `body.notifications: expected at most ${mostItems} items, got ${items.length}`);
  return items;
}

/** The good ones are taken; a wrong one is refused alone, by its place. Throws where none is good. */
function parseAll(items: readonly unknown[], now: number): { readonly messages: readonly (readonly Notice[])[]; readonly good: readonly unknown[]; readonly refused: readonly Acceptance[] } {
  const messages: (readonly Notice[])[] = [];
  const good: unknown[] = [];
  const refused: Acceptance[] = [];
  let first: unknown;
  for (const [at, item] of items.entries()) {
    try {
      messages.push(parseGroup(item, items.length > 1 ? `notifications[${at}]` : 'notification', now));
      good.push(item);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      first ??= error;
      const id = (item as { readonly id?: unknown } | null)?.id;
      refused.push({ id: typeof id === 'string' ? id.slice(0, 300) : '', accepted: false, repeat: false, reason: error.message });
    }
  }
  if (!messages.length) throw first;
  return { messages, good, refused };
}

/** A wish for receipts: `?since=epoch ms`, `?ids=a,b`. */
function numberOf(value: string | null, fallback: number, what: string): number {
  const number = value === null ? fallback : Number(value);
  if (!Number.isFinite(number) || number < 0) throw new Refusal(400, 'malformed', `${what}: expected a number of at least 0, got ${JSON.stringify(value)}`);
  return number;
}

/** What browsers send to be told to people, and what became of it. */
export function notificationRoutes(database: DatabaseSync, faults: Faults, notifications: Notifications): readonly Route[] {
  const take = async (channel: Channel, kind: ReceivedKind, json: () => Promise<JsonBody>): Promise<Reply> => {
    const body = await json();
    const items = itemsOf(body);
    const now = Date.now();
    const { messages, good, refused: wrong } = parseAll(items, now);
    const component = components[channel];
    if (component) await faults.need(component);
    receive(database, kind, good, body.bytes, now);
    // Not 503: a browser would try again for a week, and then wake people for what is long over.
    if (!notifications.configured(channel)) {
      const reason = `${channel} is ${notifications.reason(channel)}`;
      return { status: 422, body: { error: 'channel_not_configured', message: reason, accepted: false, reason } };
    }
    const results = [...notifications.accept(channel, messages), ...wrong];
    const accepted = results.flatMap((result) => (result.accepted ? [result.id] : []));
    const refused = results.flatMap(({ id, accepted, reason }) => (accepted ? [] : [{ id, reason }]));
    const repeats = results.flatMap(({ id, repeat }) => (repeat ? [id] : []));
    // What is held back was taken, and decided about; what nobody can get is no use to send again.
    if (accepted.length || results.some(({ reason }) => reason?.startsWith('held back'))) return { status: 202, body: { accepted, repeats, refused } };
    const reason = refused[0]?.reason;
    return { status: 422, body: { error: 'not_accepted', message: reason, accepted: false, reason, refused } };
  };
  const group = 'notifications';
  return [
    { method: 'GET', path: '/api/notifications/push/key', group, handle: () => pushKey(notifications) },
    {
      method: 'POST',
      path: '/api/notifications/push/subscriptions',
      group,
      handle: async ({ json }) => {
        pushKey(notifications);
        return { status: 201, body: { id: notifications.outlets.subscriptions.add((await json()).value, Date.now()) } };
      },
    },
    {
      method: 'POST',
      path: '/api/notifications/push/unsubscribe',
      group,
      handle: async ({ json }) => {
        notifications.outlets.subscriptions.removeEndpoint((await json()).value);
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: '/api/notifications/receipts',
      group,
      handle: ({ url: { searchParams } }) => {
        const limit = Math.min(mostReceipts, numberOf(searchParams.get('limit'), mostReceipts, 'limit'));
        const ids = searchParams.get('ids')?.split(',').slice(0, mostReceipts);
        const since = numberOf(searchParams.get('since'), 0, 'since');
        const receipts = notifications.outbox.receipts({ since, limit, outlets: channels, ...(ids ? { ids } : {}) });
        // `next` is inclusive: what else changed within its millisecond comes again, and is told by its id.
        return { status: 200, body: { receipts, next: receipts.at(-1)?.at ?? since } };
      },
    },
    {
      method: 'GET',
      path: '/api/notifications/receipts/:id',
      group,
      handle: ({ params }) => {
        const receipts = notifications.outbox.receipts({ ids: [params['id'] ?? ''], outlets: channels, limit: mostReceipts });
        if (!receipts.length) throw new Refusal(404, 'no_such_notification', 'no notification of this id was accepted within the last week');
        return { status: 200, body: { receipts } };
      },
    },
    {
      method: 'POST',
      path: '/api/notifications/confirm/:token',
      group,
      handle: ({ params }) => {
        if (!notifications.outbox.confirm(params['token'] ?? '', Date.now())) throw new Refusal(404, 'no_such_message', 'nobody was sent this word');
        return { status: 204 };
      },
    },
    { method: 'POST', path: '/api/alerts/webhook', group: 'webhook', handle: ({ json }) => take('webhook', 'webhook', json) },
    {
      method: 'POST',
      path: '/api/notifications/:channel',
      group,
      handle: ({ params, json }) => {
        const channel = params['channel'] as Channel;
        if (!channels.includes(channel)) throw new Refusal(404, 'no_such_channel', `expected one of ${channels.join(', ')}, got ${JSON.stringify(channel)}`);
        return take(channel, 'notifications', json);
      },
    },
  ];
}

function pushKey({ outlets: { vapidPublicKey } }: Notifications): Reply {
  if (vapidPublicKey === null) throw new Refusal(503, 'channel_not_configured', 'push is not configured: set OPS_VAPID_PUBLIC_KEY, OPS_VAPID_PRIVATE_KEY, OPS_VAPID_SUBJECT');
  return { status: 200, body: { publicKey: vapidPublicKey } };
}
