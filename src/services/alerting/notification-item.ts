import type { Channel, Incident, Notification } from '../../contract/alert.ts';
import type { ResolvedConfig } from '../../contract/config.ts';
import type { OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';

type Summary = Omit<Incident, 'id' | 'notifications' | 'timeline' | 'data' | 'context'>;

/**
 * What `POST /api/notifications/{email|sms|slack|push}` and the webhook receive: the incident without its evidence. `id` is the idempotency key. Several for one receiver
 * are one request, the newest with all of them in `alerts`.
 */
export interface NotificationItem
  extends OutboxItem, Summary, Pick<Notification, 'channel' | 'event' | 'to' | 'at'>, Pick<ResolvedConfig, 'app' | 'release' | 'environment'> {
  readonly incidentId: string;
  /** At most 150 characters, which is what a Slack header holds. */
  readonly title: string;
  /** At most 1,000 characters. */
  readonly text: string;
}

/** Where each channel leads with this configuration. PUSH is shown by the page itself where there is no backend to send it. */
export function routesOf({ endpoints: { notifications, alertWebhook } }: ResolvedConfig): Readonly<Partial<Record<Channel, OutboxEndpoint | 'page'>>> {
  return {
    IN_APP: 'page',
    PUSH: 'page',
    ...(notifications && { EMAIL: 'notifications/email', SMS: 'notifications/sms', SLACK: 'notifications/slack', PUSH: 'notifications/push', WEBHOOK: 'notifications/webhook' }),
    ...(alertWebhook && { WEBHOOK: 'alertWebhook' }),
  };
}

/** A notification as it is sent, with the newest line of the incident's timeline for a text. */
export function notificationItem(
  { id: incidentId, notifications: _notifications, timeline, data: _data, context: _context, ...summary }: Incident,
  { key: id, channel, event, to, at }: Notification,
  { app, release, environment }: ResolvedConfig,
): NotificationItem {
  const title = `[${event === 'resolved' ? event : summary.severity}] ${summary.name}`.slice(0, 150);
  const text = `${summary.description || summary.name}. ${timeline.at(-1)?.text}`.slice(0, 1_000);
  return { ...summary, incidentId, id, channel, event, to, at, app, release, environment, title, text };
}
