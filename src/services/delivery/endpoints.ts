import type { ResolvedConfig } from '../../contract/config.ts';
import type { OutboxEndpoint } from '../ports/outbox.ts';

interface EndpointRule {
  /** Name of the member that holds a batch; absent: one item a request, which is the body. */
  readonly member?: string;
  /** ms that the first item of a batch may wait for company */
  readonly linger: number;
}

const atOnce: EndpointRule = { linger: 0 };

/** In the order in which they are given up when the outbox is full: what is missed least comes first. */
export const endpointRules: Readonly<Record<OutboxEndpoint, EndpointRule>> = {
  metrics: { member: 'metrics', linger: 5_000 },
  logs: { member: 'entries', linger: 2_000 },
  errors: { member: 'errors', linger: 500 },
  errorAlert: atOnce,
  alertWebhook: atOnce,
  'notifications/slack': atOnce,
  'notifications/email': atOnce,
  'notifications/sms': atOnce,
};

export const outboxEndpoints = Object.keys(endpointRules) as readonly OutboxEndpoint[];

/** `null`: not configured, nothing leaves the browser. */
export function endpointUrl({ endpoints }: ResolvedConfig, endpoint: OutboxEndpoint): string | null {
  const [name, channel] = endpoint.split('/') as [keyof typeof endpoints, string?];
  const url = endpoints[name];
  return url && channel ? `${url.replace(/\/$/, '')}/${channel}` : url;
}
