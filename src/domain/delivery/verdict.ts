import { retryAfter } from './retry-after.ts';

/** As much of an HTTP exchange as decides what becomes of a batch. */
export interface Answer {
  /** 0: none */
  readonly status: number;
  readonly outcome: 'answered' | 'timeout' | 'network' | 'offline';
  readonly headers: Readonly<Record<string, string>>;
  readonly error: string;
}

/** What an answer means for the batch that it answers. `detail` is for people. */
export type Verdict =
  | { readonly kind: 'delivered'; readonly detail: string }
  /** Nothing was tried: there is no network. */
  | { readonly kind: 'offline'; readonly detail: string }
  /** `after`: epoch ms that the server asked for */
  | { readonly kind: 'retry'; readonly after: number | null; readonly detail: string }
  /** Smaller batches get through, or find the item that does not. */
  | { readonly kind: 'split'; readonly cause: 'too_large' | 'poison'; readonly detail: string }
  /** Never to be sent again as it is. `blame`: is it the item's fault, or would the endpoint refuse any other as well? */
  | { readonly kind: 'rejected'; readonly blame: 'item' | 'endpoint'; readonly detail: string };

/** 4xx that say "not now" (RFC 9110 §15.5.9, RFC 8470 §5.2, RFC 6585 §4). */
const transient = new Set([408, 425, 429]);
/** 4xx that complain about the content and not about who asks, or where. */
const aboutContent = new Set([400, 413, 422]);

/** @example judge({status: 400, …}, 50, now) // {kind: 'split', cause: 'poison', …} */
export function judge(answer: Answer, items: number, now: number): Verdict {
  const { status, outcome } = answer;
  if (outcome === 'offline') return { kind: 'offline', detail: 'offline' };
  if (outcome !== 'answered') return { kind: 'retry', after: null, detail: answer.error || (outcome === 'timeout' ? 'no answer in time' : 'no connection') };
  const detail = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: 'delivered', detail };
  if (status < 400 || status >= 500 || transient.has(status)) return { kind: 'retry', after: retryAfter(answer.headers['retry-after'], now), detail };
  if (!aboutContent.has(status)) return { kind: 'rejected', blame: 'endpoint', detail };
  if (items > 1) return { kind: 'split', cause: status === 413 ? 'too_large' : 'poison', detail };
  return { kind: 'rejected', blame: 'item', detail };
}
