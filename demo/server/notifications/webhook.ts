import { createHash } from 'node:crypto';
import type { Outlet } from './outlet.ts';
import { judgeAnswer, post } from './post.ts';
import { sign } from './signature.ts';

/** Signed webhooks. The time in a signature is that of the attempt: a retry an hour later is not a replay. */
export function webhookOutlet(urls: readonly string[], secrets: readonly string[], now: () => number): Outlet {
  // The URL may hold a secret of its own: the outbox keeps a name for it.
  const byName = new Map(urls.map((url) => [createHash('sha256').update(url).digest('hex').slice(0, 12), url]));
  return {
    targets: () => [...byName.keys()],
    send: async ({ notice, target }, signal) => {
      const url = byName.get(target);
      if (!url) return { kind: 'refused', detail: 'no longer configured' };
      const body = JSON.stringify(notice);
      return judgeAnswer(await post({ url, headers: { 'content-type': 'application/json', 'x-ops-signature': sign(body, secrets, now()), 'x-ops-id': encodeURIComponent(notice.id), 'x-ops-event': encodeURIComponent(notice.event) }, body }, signal));
    },
  };
}
