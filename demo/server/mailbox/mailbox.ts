import { randomBytes } from 'node:crypto';
import webPush from 'web-push';
import type { Environment } from '../notifications/create-outlets.ts';
import { receiveHttp } from './http-receiver.ts';
import { receiveMail } from './mail-receiver.ts';

export type MessageKind = 'email' | 'sms' | 'slack' | 'webhook' | 'pagerduty' | 'opsgenie';

/** Something that reached somebody. */
export interface Message {
  readonly kind: MessageKind;
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly text: string;
  /** Of a mail. */
  readonly html?: string;
  /** What else is worth showing: `['In-Reply-To', '<…>']`. */
  readonly notes: readonly (readonly [string, string])[];
}

export interface StoredMessage extends Message {
  readonly seq: number;
  /** epoch ms */
  readonly at: number;
}

const kept = 200;

/**
 * The other side, for a demo: a mail server, a text gateway, a chat, a pager, on the loopback interface. What is sent to them is
 * sent as it would be to the real ones, over SMTP and HTTP, by the same code; only they keep it to show.
 */
export class Mailbox {
  /** What points every channel here. */
  readonly env: Environment;
  readonly #close: () => Promise<unknown>;
  readonly #messages: StoredMessage[];

  private constructor(env: Environment, messages: StoredMessage[], close: () => Promise<unknown>) {
    this.env = env;
    this.#messages = messages;
    this.#close = close;
  }

  /** `received` is called after each message. */
  static async open(received: () => void): Promise<Mailbox> {
    const messages: StoredMessage[] = [];
    let seq = 0;
    const take = (message: Message): void => {
      messages.push({ ...message, seq: ++seq, at: Date.now() });
      if (messages.length > kept) messages.shift();
      received();
    };
    const secret = randomBytes(24).toString('base64url');
    const mail = await receiveMail(take);
    const http = await receiveHttp(take, secret);
    const team = (name: string, domain: string): string => `${name}=${name}@${domain}`;
    const teams = ['dev-team', 'ops-team', 'security-team', 'payments-team', 'performance-team', 'ux-team', 'data-team', 'business-team', 'management'];
    const vapid = webPush.generateVAPIDKeys();
    const env = {
      OPS_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      OPS_EMAIL_FROM: 'Clinic Operations <operations@clinic.example>',
      OPS_EMAIL_TO: [...teams.map((name) => team(name, 'clinic.example')), '*=desk@clinic.example'].join(';'),
      OPS_SLACK_WEBHOOK_URL: `http://127.0.0.1:${http.port}/slack`,
      OPS_SMS_URL: `http://127.0.0.1:${http.port}/sms`,
      OPS_SMS_BODY: '{"to": "{to}", "text": "{text}", "reference": "{id}"}',
      OPS_SMS_TO: '+46 70 000 00 00',
      OPS_WEBHOOK_URL: `http://127.0.0.1:${http.port}/webhook`,
      OPS_WEBHOOK_SECRET: secret,
      // Pushes go to the browsers' own services: a mailbox can be none.
      OPS_VAPID_PUBLIC_KEY: vapid.publicKey,
      OPS_VAPID_PRIVATE_KEY: vapid.privateKey,
      OPS_VAPID_SUBJECT: 'mailto:operations@clinic.example',
      OPS_PAGERDUTY_URL: `http://127.0.0.1:${http.port}/pagerduty`,
      OPS_PAGERDUTY_ROUTING_KEY: randomBytes(16).toString('hex'),
      OPS_OPSGENIE_URL: `http://127.0.0.1:${http.port}/opsgenie`,
      OPS_OPSGENIE_API_KEY: randomBytes(16).toString('hex'),
    };
    return new Mailbox(env, messages, () => Promise.all([mail.close(), http.close()]));
  }

  /** Newest first. */
  messages(): readonly StoredMessage[] {
    return this.#messages.toReversed();
  }

  find(seq: number): StoredMessage | null {
    return this.#messages.find((message) => message.seq === seq) ?? null;
  }

  empty(): void {
    this.#messages.length = 0;
  }

  async close(): Promise<void> {
    await this.#close();
  }
}
