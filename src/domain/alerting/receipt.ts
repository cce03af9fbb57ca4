import type { Notification } from '../../contract/alert.ts';

/** What became of a notification, as far as its backend says. */
export type Delivered = Pick<Notification, 'status' | 'detail'>;

/** What a backend may say of what it took: lists of ids, or one word for all; and why it did not. */
interface Answer {
  readonly accepted?: unknown;
  readonly confirmed?: unknown;
  readonly status?: unknown;
  readonly refused?: unknown;
  readonly reason?: unknown;
  readonly message?: unknown;
  readonly error?: unknown;
}

/** What a backend keeps of a notification: how far it came on its way out. */
export interface BackendReceipt {
  readonly id?: unknown;
  readonly state?: unknown;
  readonly detail?: unknown;
}

/** characters of a backend's own words */
const longestReason = 200;

const has = (list: unknown, id: string): boolean => Array.isArray(list) && list.includes(id);

/** The first of these that are words, on one line. */
function wordsOf(...given: readonly unknown[]): string {
  const words = given.find((one) => typeof one === 'string' && one.trim());
  return String(words ?? '').replace(/\s+/g, ' ').trim().slice(0, longestReason);
}

const refusalOf = ({ refused }: Answer, id: string): unknown => (Array.isArray(refused) ? refused.find((one) => Object(one).id === id) : undefined);

/** What a 2xx with this body says of a notification. A plain one is `accepted`; one that names others and not this leaves it `sent`. */
export function receipt(body: unknown, id: string): Notification['status'] {
  const answer = Object(body) as Answer;
  const { accepted, confirmed, status } = answer;
  if (has(confirmed, id) || status === 'confirmed') return 'confirmed';
  if (refusalOf(answer, id)) return 'dead';
  return !Array.isArray(accepted) || has(accepted, id) ? 'accepted' : 'sent';
}

/** Why a backend did not take a notification, in its own words, shortened; `''`: it gave none. */
export function refusalReason(body: unknown, id: string): string {
  const answer = Object(body) as Answer;
  const { reason, message, error } = answer;
  return wordsOf(Object(refusalOf(answer, id)).reason, reason, message, error);
}

/**
 * What a receipt of a backend comes to. Once the mail server, the gateway, the chat or the push service has taken it, it is out of everybody's hands
 * here, and `confirmed`. `null`: it says nothing that is known.
 */
export function readReceipt({ state, detail }: BackendReceipt): Delivered | null {
  const said = wordsOf(detail);
  if (state === 'accepted' || state === 'confirmed') return { status: 'confirmed', detail: said };
  if (state === 'dead') return { status: 'dead', detail: said };
  return state === 'queued' || state === 'sent' ? { status: 'accepted', detail: said } : null;
}
