import type { Notification } from '../../contract/alert.ts';

/** What a backend may say of what it took: lists of ids, or one word for all. */
interface Answer {
  readonly accepted?: unknown;
  readonly confirmed?: unknown;
  readonly status?: unknown;
  readonly refused?: unknown;
}

const has = (list: unknown, id: string): boolean => Array.isArray(list) && list.includes(id);

/** What a 2xx with this body says of a notification. A plain one is `accepted`; one that names others and not this leaves it `sent`. */
export function receipt(body: unknown, id: string): Notification['status'] {
  const { accepted, confirmed, status, refused } = Object(body) as Answer;
  if (has(confirmed, id) || status === 'confirmed') return 'confirmed';
  if (Array.isArray(refused) && refused.some((one) => Object(one).id === id)) return 'dead';
  return !Array.isArray(accepted) || has(accepted, id) ? 'accepted' : 'sent';
}
