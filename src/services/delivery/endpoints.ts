import type { ResolvedConfig } from '../../contract/config.ts';
import type { OutboxEndpoint } from '../ports/outbox.ts';

interface EndpointRule {
  /** Name of the member that holds a batch; `null`: one item a request, which is the body. */
  readonly member: string | null;
  /** ms that the first item of a batch may wait for company */
  readonly linger: number;
}

/** In the order in which they are given up when the outbox is full: what is missed least comes first. */
const rules: Readonly<Record<OutboxEndpoint, EndpointRule>> = {
  metrics: { member: 'metrics', linger: 5_000 },
  logs: { member: 'entries', linger: 2_000 },
  errors: { member: 'errors', linger: 500 },
  errorAlert: { member: null, linger: 0 },
  alertWebhook: { member: null, linger: 0 },
  'notifications/slack': { member: null, linger: 0 },
  'notifications/email': { member: null, linger: 0 },
  'notifications/sms': { member: null, linger: 0 },
};

export const outboxEndpoints = Object.keys(rules) as readonly OutboxEndpoint[];

export function endpointRule(endpoint: OutboxEndpoint): EndpointRule {
  return rules[endpoint];
}

/** `null`: not configured, nothing leaves the browser. */
export function endpointUrl({ endpoints }: ResolvedConfig, endpoint: OutboxEndpoint): string | null {
  switch (endpoint) {
    case 'notifications/email':
    case 'notifications/sms':
    case 'notifications/slack':
      return endpoints.notifications && endpoints.notifications.replace(/\/$/, '') + endpoint.slice('notifications'.length);
    default:
      return endpoints[endpoint];
  }
}
