import type { Channel, Incident, Notification } from '../../contract/alert.ts';
import type { ResolvedConfig } from '../../contract/config.ts';
import type { IncidentPolicy } from '../../domain/alerting/incident-state.ts';
import type { OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';

/** What `POST /api/notifications/{email|sms|slack}` and the webhook receive. `id` is the idempotency key. */
export interface NotificationItem extends OutboxItem {
  readonly incidentId: string;
  readonly alertId: string;
  readonly channel: Channel;
  readonly event: Notification['event'];
  readonly to: string;
  readonly severity: Incident['severity'];
  readonly category: string;
  /** At most 150 characters, which is what a Slack header holds. */
  readonly title: string;
  /** At most 1,000 characters. */
  readonly text: string;
  readonly value: number | null;
  readonly threshold: number;
  readonly count: number;
  readonly status: Incident['status'];
  readonly startedAt: number;
  readonly at: number;
  readonly app: string;
  readonly release: string;
  readonly environment: string;
}

const endpoints: Readonly<Partial<Record<Channel, OutboxEndpoint>>> = {
  EMAIL: 'notifications/email',
  SMS: 'notifications/sms',
  SLACK: 'notifications/slack',
  WEBHOOK: 'alertWebhook',
};

export function endpointOf(channel: Channel): OutboxEndpoint | null {
  return endpoints[channel] ?? null;
}

/** How each channel is reached with this configuration. PUSH has no endpoint of its own. */
export function routesOf({ endpoints: { notifications, alertWebhook } }: ResolvedConfig): IncidentPolicy['routes'] {
  const backend = notifications ? 'backend' : 'none';
  return { IN_APP: 'page', EMAIL: backend, SMS: backend, SLACK: backend, WEBHOOK: alertWebhook ? 'backend' : 'none', PUSH: 'none' };
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

export function notificationItem(incident: Incident, notification: Notification, text: string, { app, release, environment }: ResolvedConfig): NotificationItem {
  const { key, channel, event, to, at } = notification;
  const { id: incidentId, alertId, severity, category, name, description, value, threshold, count, status, startedAt } = incident;
  const mark = event === 'resolved' ? 'Resolved' : event === 'escalated' ? `${severity}, escalated` : severity;
  return {
    id: key,
    incidentId,
    alertId,
    channel,
    event,
    to,
    severity,
    category,
    title: cut(`[${mark}] ${name}`, 150),
    text: cut(description ? `${description}. ${text}` : text, 1_000),
    value,
    threshold,
    count,
    status,
    startedAt,
    at,
    app,
    release,
    environment,
  };
}
