import type { ResolvedConfig } from '../../contract/config.ts';
import type { OutboxEndpoint } from '../ports/outbox.ts';

/**
 * Name of the member that holds a batch; `''`: one item a request, which is the body. In the order in which they are given
 * up when the outbox is full: what is missed least comes first.
 */
export const members: Readonly<Record<OutboxEndpoint, string>> = {
  metrics: 'metrics',
  logs: 'entries',
  errors: 'errors',
  'alerts/evidence': '',
  errorAlert: '',
  alertWebhook: '',
  'notifications/webhook': '',
  'notifications/push': '',
  'notifications/slack': '',
  'notifications/email': '',
  'notifications/sms': '',
};

export const outboxEndpoints = Object.keys(members) as readonly OutboxEndpoint[];

/** `null`: not configured, nothing leaves the browser. */
export function endpointUrl({ endpoints }: ResolvedConfig, endpoint: OutboxEndpoint): string | null {
  const [name, channel] = endpoint.split('/') as [keyof typeof endpoints, string?];
  const url = endpoints[name];
  return url && channel ? `${url.replace(/\/$/, '')}/${channel}` : url;
}
