import { batchLimits } from './batch.ts';
import type { Verdict } from './verdict.ts';

/** Failures in a row from which on the endpoint counts as dead. */
const dead = 5;
/** Items of the request that looks whether a dead endpoint is back. */
const probe = 10;
/** ms */
const longestPause = 300_000;
/** ms; a wait that ends later than any wait can was written before the system's clock went back. */
const longestWait = 86_400_000;

/** All that is remembered of an endpoint, in the store: a runtime that starts again must not greet a dead backend with full batches. In epoch ms. */
export interface EndpointState {
  /** Requests in a row. */
  readonly failures: number;
  /** Our own back-off. */
  readonly waitUntil: number;
  /** From `Retry-After`. */
  readonly askedUntil: number;
  /** Items that a request may hold: halved where a batch is refused for its content or its size, one more with each that is taken. */
  readonly most: number;
  /** items */
  readonly sent: number;
  /** requests */
  readonly failed: number;
  /** items */
  readonly rejected: number;
  readonly lastSuccess: number | null;
  readonly lastError: string | null;
}

export const freshEndpoint: EndpointState = {
  failures: 0,
  waitUntil: 0,
  askedUntil: 0,
  most: batchLimits.items,
  sent: 0,
  failed: 0,
  rejected: 0,
  lastSuccess: null,
  lastError: null,
};

/** Items that the next request may hold: little while the endpoint is in doubt. */
export function nextItems({ failures, most }: EndpointState): number {
  return failures < dead ? most : Math.min(probe, most);
}

/**
 * The moment from which the endpoint may be asked. `impatient` (somebody waits for it) shortens our own back-off, never what
 * the server asked for, nor the rest of a dead one.
 */
export function mayTryAt({ failures, waitUntil, askedUntil }: EndpointState, now: number, impatient = false): number {
  const until = Math.max(askedUntil, impatient && failures < dead ? 0 : waitUntil);
  return until > now + longestWait ? 0 : until;
}

/**
 * How long to wait, in ms, after so many failures in a row: full jitter, a random share of a doubling bound (Brooker, "Exponential
 * Backoff And Jitter", AWS 2015), so that browsers which failed together do not come back together. Of a dead endpoint at
 * least 30 s, doubling: a circuit breaker (Nygard, "Release It!").
 */
function pause(failures: number, random: () => number): number {
  const jitter = random() * Math.min(longestPause, 1_000 * 2 ** (failures - 1));
  return Math.round(failures < dead ? jitter : Math.max(jitter, Math.min(longestPause, 30_000 * 2 ** (failures - dead))));
}

/** What a batch of so many items, answered so, teaches of its endpoint. */
export function foldVerdict(state: EndpointState, { kind, after, detail }: Verdict, items: number, now: number, random: () => number): EndpointState {
  if (kind === 'delivered') {
    const most = Math.min(batchLimits.items, state.most + 1);
    return { ...state, failures: 0, waitUntil: 0, askedUntil: 0, most, sent: state.sent + items, lastSuccess: now, lastError: null };
  }
  if (kind === 'split') return { ...state, most: Math.ceil(items / 2), lastError: detail };
  const failures = state.failures + 1;
  const failing = { ...state, failures, waitUntil: now + pause(failures, random), askedUntil: after, lastError: detail };
  // What was looked for is found; of the others nothing is known.
  return kind === 'rejected' ? { ...failing, most: batchLimits.items, rejected: state.rejected + items } : { ...failing, failed: state.failed + 1 };
}
