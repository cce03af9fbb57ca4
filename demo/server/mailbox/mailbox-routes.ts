import { Refusal } from '../reply.ts';
import type { Route } from '../router.ts';
import type { Mailbox } from './mailbox.ts';

/** A mail's own page: its inline styles and nothing else; no script, no request, no form. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'`;

/** What arrived at the demo's mailbox; `null`: there is none, the channels lead out of the house. */
export function mailboxRoutes(mailbox: Mailbox | null): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/demo/mailbox',
      group: null,
      handle: () => ({ status: 200, body: { enabled: mailbox !== null, messages: mailbox?.messages().map(({ html, ...message }) => ({ ...message, hasHtml: Boolean(html) })) ?? [] } }),
    },
    {
      method: 'GET',
      path: '/demo/mailbox/:seq',
      group: null,
      handle: ({ params }) => {
        const html = mailbox?.find(Number(params['seq']))?.html;
        if (!html) throw new Refusal(404, 'no_such_mail', 'no mail of this number is kept');
        return { status: 200, body: html, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy } };
      },
    },
  ];
}
