import type { DatabaseSync } from 'node:sqlite';
import { alertmanagerOutlet } from './alertmanager.ts';
import { emailOutlet } from './email.ts';
import { opsgenieOutlet } from './opsgenie.ts';
import type { Outlet, Unconfigured } from './outlet.ts';
import { pagerDutyOutlet } from './pagerduty.ts';
import { PushSubscriptions } from './push-subscriptions.ts';
import { parseRecipients } from './recipients.ts';
import { slackOutlet } from './slack.ts';
import { smsOutlet } from './sms.ts';
import { webhookOutlet } from './webhook.ts';
import { webPushOutlet } from './web-push.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a browser's notifications may ask for. */
export const channels = ['email', 'sms', 'slack', 'push', 'webhook'] as const;
export type Channel = (typeof channels)[number];
/** What only the fleet's incidents are handed to. */
export const pagers = ['alertmanager', 'pagerduty', 'opsgenie'] as const;

export interface Outlets {
  readonly byName: ReadonlyMap<string, Outlet | Unconfigured>;
  readonly subscriptions: PushSubscriptions;
  /** For pages that subscribe; `null`: there is no Web Push. */
  readonly vapidPublicKey: string | null;
  readonly alertmanager: ReturnType<typeof alertmanagerOutlet> | null;
}

/** ms that Alertmanager is told a firing alert holds; it is said again at a quarter of that. */
export const alertmanagerHolds = 240_000;

/** Reads the variables of one channel; a wrong one is named, and never quoted: it may be a secret. */
class Variables {
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  text(name: string): string | null {
    return this.#env[name]?.trim() || null;
  }

  urls(name: string, protocols = /^https?:$/): readonly string[] {
    const urls = this.text(name)?.split(/[\s,]+/) ?? [];
    for (const url of urls) if (!protocols.test(URL.parse(url)?.protocol ?? '')) throw new TypeError(`${name}: expected ${protocols.source.replace(/[\^$]/g, '')}//…, got something else`);
    return urls.map((url) => url.replace(/\/$/, ''));
  }

  /** Header lines, of which a value may hold commas: a JSON object. */
  headers(name: string): Readonly<Record<string, string>> {
    const text = this.text(name);
    if (text === null) return {};
    try {
      const headers = new Headers(JSON.parse(text) as Record<string, string>);
      return Object.fromEntries(headers);
    } catch {
      throw new TypeError(`${name}: expected a JSON object of headers, {"authorization": "Bearer …"}`);
    }
  }

  whole(name: string, fallback: number, least: number, most: number): number {
    const value = Number(this.text(name) ?? fallback);
    if (!Number.isInteger(value) || value < least || value > most) throw new TypeError(`${name}: expected a whole number from ${least} to ${most}`);
    return value;
  }

  /** What of these is missing, as a sentence; `null`: nothing. */
  missing(...names: readonly string[]): Unconfigured | null {
    const absent = names.filter((name) => this.text(name) === null);
    return absent.length ? { reason: `not configured: set ${absent.join(', ')}` } : null;
  }
}

const address = /^[^\s@<>,;]+@[^\s@<>,;]+$/;
const phone = /^\+?[\d ().-]{3,20}$/;

/**
 * Every way out, as the environment sets it up. Throws where a variable is wrong: a server that pages nobody must not
 * look as if it did.
 */
export function createOutlets(env: Environment, database: DatabaseSync, now: () => number): Outlets {
  const given = new Variables(env);
  const text = (name: string): string => given.text(name) ?? '';
  const subscriptions = new PushSubscriptions(database, text('OPS_PUSH_HOSTS').split(/[\s,]+/).filter(Boolean));
  const [smtp, slack, pagerDutyUrl = 'https://events.pagerduty.com/v2/enqueue', opsgenieUrl = 'https://api.opsgenie.com'] = [
    given.urls('OPS_SMTP_URL', /^smtps?:$/)[0] ?? '',
    given.urls('OPS_SLACK_WEBHOOK_URL')[0] ?? '',
    given.urls('OPS_PAGERDUTY_URL')[0],
    given.urls('OPS_OPSGENIE_URL')[0],
  ];
  const webhooks = given.urls('OPS_WEBHOOK_URL');
  const alertmanagers = given.urls('OPS_ALERTMANAGER_URL');
  const noPush = given.missing('OPS_VAPID_PUBLIC_KEY', 'OPS_VAPID_PRIVATE_KEY', 'OPS_VAPID_SUBJECT');
  const alertmanagerHeaders = given.headers('OPS_ALERTMANAGER_HEADERS');
  const alertmanager = alertmanagers.length ? alertmanagerOutlet(alertmanagers, alertmanagerHeaders, alertmanagerHolds, now) : null;
  const byName: Readonly<Record<Channel | (typeof pagers)[number], Outlet | Unconfigured>> = {
    email: given.missing('OPS_SMTP_URL', 'OPS_EMAIL_FROM', 'OPS_EMAIL_TO') ?? emailOutlet({ url: smtp, from: text('OPS_EMAIL_FROM'), recipients: parseRecipients(text('OPS_EMAIL_TO'), 'OPS_EMAIL_TO', address) }),
    sms:
      given.missing('OPS_SMS_URL', 'OPS_SMS_TO') ??
      smsOutlet({
        url: text('OPS_SMS_URL'),
        method: given.text('OPS_SMS_METHOD') ?? 'POST',
        body: given.text('OPS_SMS_BODY'),
        headers: given.headers('OPS_SMS_HEADERS'),
        segments: given.whole('OPS_SMS_SEGMENTS', 2, 1, 10),
        recipients: parseRecipients(text('OPS_SMS_TO'), 'OPS_SMS_TO', phone),
      }),
    slack: given.missing('OPS_SLACK_WEBHOOK_URL') ?? slackOutlet(slack),
    push: noPush ?? webPushOutlet({ subject: text('OPS_VAPID_SUBJECT'), publicKey: text('OPS_VAPID_PUBLIC_KEY'), privateKey: text('OPS_VAPID_PRIVATE_KEY') }, subscriptions),
    webhook: given.missing('OPS_WEBHOOK_URL', 'OPS_WEBHOOK_SECRET') ?? webhookOutlet(webhooks, text('OPS_WEBHOOK_SECRET').split(/[\s,]+/), now),
    alertmanager: alertmanager ?? { reason: 'not configured: set OPS_ALERTMANAGER_URL' },
    pagerduty: given.missing('OPS_PAGERDUTY_ROUTING_KEY') ?? pagerDutyOutlet(pagerDutyUrl, text('OPS_PAGERDUTY_ROUTING_KEY')),
    opsgenie: given.missing('OPS_OPSGENIE_API_KEY') ?? opsgenieOutlet(opsgenieUrl, text('OPS_OPSGENIE_API_KEY')),
  };
  return { byName: new Map(Object.entries(byName)), subscriptions, vapidPublicKey: noPush ? null : text('OPS_VAPID_PUBLIC_KEY'), alertmanager };
}
