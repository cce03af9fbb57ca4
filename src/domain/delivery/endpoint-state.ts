import { batchLimits } from './batch.ts';
import type { Verdict } from './verdict.ts';

/** Failures in a row that are an outage and not a hiccup. */
export const outage = 3;
/** Failures in a row from which on the endpoint counts as dead. */
const dead = 5;
/** ms */
const longestPause = 300_000;
/** ms; a wait that ends later than any wait can was written before the system's clock went back. */
const longestWait = 86_400_000;

/** All that is remembered of an endpoint, in the store: a runtime that starts again must not greet a dead backend with full batches. In epoch ms. */
export interface EndpointState {
  /** Requests in a row. */
  readonly failures: number;
  /** An outage: three times in a row it gave no answer that says what to do with a batch. */
  readonly down: boolean;
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
  /** Of a channel to people: epoch ms of what it said within the hour. */
  readonly said?: readonly number[] | undefined;
}

export const freshEndpoint: EndpointState = {
  failures: 0,
  down: false,
  waitUntil: 0,
  askedUntil: 0,
  most: batchLimits.items,
  sent: 0,
  failed: 0,
  rejected: 0,
  lastSuccess: null,
  lastError: null,
};

/** The moment from which the endpoint may be asked. `impatient` (somebody waits for it) ends our own back-off, never what the server asked for. */
export function mayTryAt({ waitUntil, askedUntil }: EndpointState, now: number, impatient = false): number {
  const until = impatient ? askedUntil : Math.max(askedUntil, waitUntil);
  return until > now + longestWait ? 0 : until;
}

/** What a batch of so many items, answered so, teaches of its endpoint. */
export function foldVerdict(state: EndpointState, { kind, after, detail }: Verdict, items: number, now: number, random: () => number): EndpointState {
  if (kind === 'delivered') {
    const { most, sent, failed, rejected } = state;
    return { ...freshEndpoint, most: Math.min(batchLimits.items, most + 1), sent: sent + items, failed, rejected, lastSuccess: now };
  }
  if (kind === 'split') return { ...state, down: false, most: Math.ceil(items / 2), lastError: detail };
  // A random share of a doubling bound, so that browsers which failed together do not come back together (Brooker, "Exponential
  // Backoff And Jitter", AWS 2015); of a dead endpoint at least half of it: a circuit breaker (Nygard, "Release It!").
  const failures = state.failures + 1;
  const share = failures < dead ? random() : (1 + random()) / 2;
  const failing = { ...state, failures, waitUntil: now + Math.round(share * Math.min(longestPause, 1_000 * 2 ** failures)), askedUntil: after, lastError: detail };
  // What was looked for is found; of the others nothing is known.
  return kind === 'rejected' ? { ...failing, down: false, most: batchLimits.items, rejected: state.rejected + items } : { ...failing, down: failures >= outage, failed: state.failed + 1 };
}
