import { retryAfter } from '../delivery/retry-after.ts';

/** ms; nobody waits longer than this for a backend that said "busy" without saying for how long. */
export const maxBackOff = 900_000;
const firstBackOff = 5_000;
/** ms; a `Retry-After` or `max-age` beyond this is taken for a mistake. */
export const maxSteering = 3_600_000;

/**
 * The next regular run: at this installation's own phase (0 to 1) of the interval, ± 10 %, and never sooner than half an
 * interval away. Browsers that wake or reload together so do not knock together, nor do those that were all told to wait
 * until `notBefore`.
 */
export function nextRegularRun(now: number, interval: number, phase: number, random: number, notBefore = 0): number {
  const slot = Math.ceil(Math.max(now / interval + 0.6, notBefore / interval + 0.1) - phase) + phase;
  return Math.round((slot + random * 0.2 - 0.1) * interval);
}

export interface Steering {
  /** No regular poll before this time; epoch ms, 0: at any time. */
  readonly notBefore: number;
  /** 429 and unreadable 503 in a row. */
  readonly refusals: number;
}

/** What the backend's answer asks of the next poll: `Cache-Control: max-age`, `Retry-After` (RFC 9110 §10.2.3), and a full-jitter back-off when it refuses. */
export function steer(
  { status, headers = {} }: { readonly status: number; readonly headers?: Readonly<Record<string, string>> },
  readable: boolean,
  before: Steering,
  now: number,
  random: number,
): Steering {
  const refused = status === 429 || (status === 503 && !readable);
  const refusals = refused ? before.refusals + 1 : 0;
  const backOff = refused ? random * Math.min(maxBackOff, firstBackOff * 2 ** refusals) : 0;
  const fresh = Number(/^(?!.*no-[cs]).*\bmax-age=(\d+)/i.exec(headers['cache-control'] ?? '')?.[1] ?? 0);
  const asked = Math.max(fresh * 1_000, retryAfter(headers['retry-after'], now) - now);
  const wait = Math.round(Math.max(backOff, Math.min(asked, maxSteering)));
  return { notBefore: wait && now + wait, refusals };
}
