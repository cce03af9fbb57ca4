import { backOff } from './back-off.ts';
import { batchLimits } from './batch.ts';
import { type Breaker, breakerPhase, closedBreaker, foldBreaker } from './breaker.ts';
import type { Verdict } from './verdict.ts';

/** Items of the request that looks whether a dead endpoint is back. */
const probeItems = 10;
/** Refused items in a row after which it is the endpoint that is taken to be wrong, and asked more slowly. */
const refusalsInRow = 5;
/** ms; a wait that ends later than any wait can was written before the system's clock went back. */
const longestWait = 86_400_000;

/** All that is remembered of an endpoint, in the store. Times in epoch ms. */
export interface EndpointState {
  readonly breaker: Breaker;
  readonly backOffUntil: number;
  /** From `Retry-After`. */
  readonly askedUntil: number;
  /** So many items at the head of the queue hold at least one that the backend refuses. */
  readonly suspects: number;
  /** Halved by each 413, and grown again by each success. */
  readonly maxBytes: number;
  readonly refusedInRow: number;
  /** items */
  readonly sent: number;
  /** requests */
  readonly failed: number;
  /** items */
  readonly rejected: number;
  readonly lastSuccess: number | null;
  readonly lastError: string | null;
  readonly failingSince: number | null;
}

export const freshEndpoint: EndpointState = {
  breaker: closedBreaker,
  backOffUntil: 0,
  askedUntil: 0,
  suspects: 0,
  maxBytes: batchLimits.bytes,
  refusedInRow: 0,
  sent: 0,
  failed: 0,
  rejected: 0,
  lastSuccess: null,
  lastError: null,
  failingSince: null,
};

/** What the next request may hold: less while a poisonous item is looked for, and little while the endpoint is in doubt. */
export function nextLimits(state: EndpointState, now: number): { readonly items: number; readonly bytes: number } {
  const half = state.suspects ? Math.ceil(state.suspects / 2) : batchLimits.items;
  return { items: breakerPhase(state.breaker, now) === 'half_open' ? Math.min(half, probeItems) : half, bytes: state.maxBytes };
}

/** The moment from which the endpoint may be asked. `impatient` (somebody waits for it) shortens our own back-off, never what the server asked for or the breaker. */
export function mayTryAt(state: EndpointState, now: number, impatient = false): number {
  const waits = [state.askedUntil, state.breaker.openUntil, impatient ? 0 : state.backOffUntil];
  return Math.max(0, ...waits.filter((until) => until <= now + longestWait));
}

/** The network is back: what was failed for the want of it is forgiven, a server's own wish is not. */
export function forgive(state: EndpointState): EndpointState {
  return { ...state, backOffUntil: 0, breaker: { ...state.breaker, openUntil: 0 } };
}

export function foldVerdict(state: EndpointState, verdict: Verdict, batch: { readonly items: number; readonly bytes: number }, now: number, random: () => number): EndpointState {
  const suspects = Math.max(0, state.suspects - batch.items);
  switch (verdict.kind) {
    case 'offline':
      return state;
    case 'delivered':
      return {
        ...healthy(state, now),
        suspects,
        maxBytes: Math.min(batchLimits.bytes, state.maxBytes + batchLimits.bytes / 16),
        refusedInRow: 0,
        sent: state.sent + batch.items,
        lastSuccess: now,
        lastError: null,
      };
    case 'retry':
      return { ...failing(state, now, random), askedUntil: verdict.after ?? 0, failed: state.failed + 1, lastError: verdict.detail };
    case 'split': {
      // It answers, so it is not the endpoint that ails.
      const split = { ...healthy(state, now), lastError: verdict.detail };
      return verdict.cause === 'too_large' ? { ...split, maxBytes: Math.max(1, Math.floor(batch.bytes / 2)) } : { ...split, suspects: batch.items };
    }
    case 'rejected': {
      const refusedInRow = state.refusedInRow + 1;
      const wrong = verdict.blame === 'endpoint' || refusedInRow >= refusalsInRow;
      return {
        ...(wrong ? failing(state, now, random) : healthy(state, now)),
        // The one that was looked for: of the others nothing is known.
        suspects: 0,
        refusedInRow,
        rejected: state.rejected + batch.items,
        lastError: verdict.detail,
      };
    }
  }
}

function healthy(state: EndpointState, now: number): EndpointState {
  return { ...state, breaker: foldBreaker(state.breaker, 'success', now), backOffUntil: 0, askedUntil: 0, failingSince: null };
}

function failing(state: EndpointState, now: number, random: () => number): EndpointState {
  const breaker = foldBreaker(state.breaker, 'failure', now);
  return { ...state, breaker, backOffUntil: now + backOff(breaker.failures, random), failingSince: state.failingSince ?? now };
}
