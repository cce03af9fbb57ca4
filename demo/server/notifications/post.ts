import type { Outcome } from './outlet.ts';

export interface Posted {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export interface Answered {
  /** 0: there was no answer, and `fault` says why. */
  readonly status: number;
  readonly fault: string;
  /** The first 2,000 characters. */
  readonly text: string;
  /** ms; 0: it does not say */
  readonly retryAfter: number;
}

const longestText = 2_000;
const longestWait = 3_600_000;

function waitOf(header: string | null, now: number): number {
  if (!header) return 0;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(longestWait, Math.max(0, ms)) : 0;
}

/** `ECONNREFUSED`, `ENOTFOUND`: a word that says it all and repeats no address. */
export function faultOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    const { code } = one as NodeJS.ErrnoException;
    if (typeof code === 'string' && /^\w{2,40}$/.test(code)) return code;
  }
  return 'no connection';
}

/** One request. Never rejects. A redirect is not followed: it would carry a secret to an address that nobody configured. */
export async function post({ url, method = 'POST', headers = {}, body }: Posted, signal: AbortSignal): Promise<Answered> {
  try {
    const response = await fetch(url, { method, headers: { 'user-agent': 'prescripto-ops-demo', ...headers }, signal, redirect: 'manual', ...(body === undefined ? {} : { body }) });
    const text = (await response.text()).slice(0, longestText);
    return { status: response.status, fault: '', text, retryAfter: waitOf(response.headers.get('retry-after'), Date.now()) };
  } catch (error) {
    return { status: 0, fault: faultOf(error), text: '', retryAfter: 0 };
  }
}

/** What a status means for a message: 2xx taken, 408, 425, 429 and 5xx later, the rest never. */
export function judgeAnswer({ status, fault, retryAfter }: Answered, state: 'accepted' | 'confirmed' = 'accepted'): Outcome {
  if (!status) return { kind: 'later', detail: fault, after: 0 };
  const detail = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: 'taken', state, detail };
  if (status >= 500 || [408, 425, 429].includes(status)) return { kind: 'later', detail, after: retryAfter };
  return { kind: 'refused', detail };
}

/** The usual outlet's attempt: JSON there, its status back. */
export async function postJson(url: string, value: unknown, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Outcome> {
  return judgeAnswer(await post({ url, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) }, signal));
}
