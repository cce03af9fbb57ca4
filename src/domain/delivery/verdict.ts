import { retryAfter } from './retry-after.ts';

/** As much of an HTTP exchange as decides what becomes of a batch. */
export interface Answer {
  /** 0: none */
  readonly status: number;
  readonly outcome: 'answered' | 'timeout' | 'network' | 'offline';
  readonly headers: Readonly<Record<string, string>>;
  readonly error: string;
  readonly body?: unknown;
}

/** What an answer means for the batch that it answers. */
export interface Verdict {
  /** `split`: smaller batches get through, or find the item that does not. `rejected`: never to be sent again as it is. */
  readonly kind: 'delivered' | 'retry' | 'split' | 'rejected';
  /** epoch ms that the server asked for; 0: it did not */
  readonly after: number;
  /** For people. */
  readonly detail: string;
}

/** 4xx, but those that say "not now" (RFC 9110 §15.5.9, RFC 8470 §5.2, RFC 6585 §4). */
const refusal = /^4(?!08|25|29)/;
/** 4xx that complain about the content and not about who asks, or where. */
const aboutContent = /^4(?:00|13|22)/;

function kindOf(status: string, items: number): Verdict['kind'] {
  if (status.startsWith('2')) return 'delivered';
  if (!refusal.test(status)) return 'retry';
  return items > 1 && aboutContent.test(status) ? 'split' : 'rejected';
}

/** @example judge({status: 400, …}, 50, now) // {kind: 'split', after: 0, detail: 'HTTP 400'} */
export function judge({ status, outcome, headers, error, body }: Answer, items: number, now: number): Verdict {
  if (outcome !== 'answered') return { kind: 'retry', after: 0, detail: error || outcome };
  // A captive portal, or a server that answers every path with its front page, has taken nothing.
  const page = status < 300 && typeof body === 'string' && /^\s*</.test(body);
  return { kind: page ? 'retry' : kindOf(`${status}`, items), after: retryAfter(headers['retry-after'], now), detail: `HTTP ${status}${page ? ', a web page' : ''}` };
}
