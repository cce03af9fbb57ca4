import type { Outlet } from './outlet.ts';
import { judgeAnswer, post } from './post.ts';
import { fitSms } from './sms-segments.ts';

export interface SmsSettings {
  /** With `{to}`, `{text}`, `{id}` and `{confirm}`, which are encoded for where they stand. */
  readonly url: string;
  readonly method: string;
  /** `null`: the URL says it all. A body that begins with `{` is JSON, another one a form. */
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly segments: number;
  readonly recipients: (to: string) => readonly string[];
}

type Encode = (value: string) => string;
const inJson: Encode = (value) => JSON.stringify(value).slice(1, -1);

function filled(template: string, values: Readonly<Record<string, string>>, encode: Encode): string {
  return template.replace(/\{(to|text|id|confirm)\}/g, (_, name: string) => encode(values[name] ?? ''));
}

/** Text messages through any gateway that takes HTTP: the templates are its manual's example with our words in it. */
export function smsOutlet({ url, method, body, headers, segments, recipients }: SmsSettings): Outlet {
  const json = body?.trimStart().startsWith('{');
  return {
    targets: recipients,
    send: async ({ notice, target, confirmUrl }, signal) => {
      const values = { to: target, text: fitSms(`${notice.title}\n${notice.text}`, segments), id: notice.id, confirm: confirmUrl ?? '' };
      return judgeAnswer(
        await post(
          {
            url: filled(url, values, encodeURIComponent),
            method,
            headers: { ...(body === null ? {} : { 'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded' }), 'idempotency-key': encodeURIComponent(notice.id), ...headers },
            ...(body === null ? {} : { body: filled(body, values, json ? inJson : encodeURIComponent) }),
          },
          signal,
        ),
      );
    },
  };
}
