import { createHash } from 'node:crypto';
import webPush from 'web-push';
import { cut } from './cut.ts';
import type { Outlet } from './outlet.ts';
import { judgeAnswer, post } from './post.ts';
import type { PushSubscriptions } from './push-subscriptions.ts';

export interface VapidKeys {
  /** `mailto:ops@example.com`: whom a push service writes to. */
  readonly subject: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

/** s; a push that was not fetched within an hour is no news. */
const timeToLive = 3_600;

/** Web Push (RFC 8030, 8291, 8292). A later message of an incident replaces the one that still waits. */
export function webPushOutlet(vapidDetails: VapidKeys, subscriptions: PushSubscriptions): Outlet {
  return {
    targets: () => subscriptions.ids(),
    send: async ({ notice, target, confirmUrl }, signal) => {
      const subscription = subscriptions.get(target);
      if (!subscription) return { kind: 'refused', detail: 'unsubscribed' };
      const { id, incidentId, alertId, severity, event, title, text, at } = notice;
      // Push services take 4,096 bytes, of which encryption needs some (RFC 8291, section 4).
      const payload = JSON.stringify({ id, incidentId, alertId, severity, event, title: cut(title, 150), text: cut(text, 700), at, confirm: confirmUrl });
      const { endpoint, headers, body } = webPush.generateRequestDetails(subscription, payload, {
        vapidDetails,
        TTL: timeToLive,
        urgency: severity === 'CRITICAL' || severity === 'HIGH' ? 'high' : 'normal',
        topic: createHash('sha256').update(incidentId).digest('base64url').slice(0, 32),
      });
      const { 'Content-Length': _length, ...rest } = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      const answer = await post({ url: endpoint, headers: rest, body: new Uint8Array(body as Buffer) }, signal);
      // RFC 8030, section 7.3: the subscription is over.
      if (answer.status === 404 || answer.status === 410) subscriptions.remove(target);
      return judgeAnswer(answer);
    },
  };
}
