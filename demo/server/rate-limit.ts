import type { IncomingMessage } from 'node:http';
import type { RouteGroup } from './faults.ts';
import { Refusal } from './reply.ts';

interface Allowance {
  /** At once. */
  readonly burst: number;
  /** And so many a second. */
  readonly rate: number;
}

/** What one client may do: far above what a browser in trouble needs, with its tabs behind one address, and far below what hurts. */
const ingest: Allowance = { burst: 3_000, rate: 200 };
const speak: Allowance = { burst: 300, rate: 5 };
const allowances: Readonly<Partial<Record<RouteGroup, Allowance>>> = { logs: ingest, errors: ingest, metrics: ingest, notifications: speak, webhook: speak, evidence: speak };

interface Bucket {
  left: number;
  at: number;
}

const mostClients = 50_000;

/** A token bucket a client and a kind of route. */
export class RateLimit {
  readonly #now: () => number;
  readonly #trustsProxy: boolean;
  readonly #buckets = new Map<string, Bucket>();

  /** `trustsProxy`: the nearest proxy says who asks, in the last entry of `X-Forwarded-For`; without one, anybody could say so. */
  constructor(now: () => number, trustsProxy: boolean) {
    this.#now = now;
    this.#trustsProxy = trustsProxy;
  }

  /** Throws a 429 that says when to come again. */
  spend(group: RouteGroup, request: IncomingMessage): void {
    const allowance = allowances[group];
    if (!allowance) return;
    const now = this.#now();
    const key = `${allowance === ingest ? 'ingest' : group} ${this.#clientOf(request)}`;
    const bucket = this.#buckets.get(key) ?? { left: allowance.burst, at: now };
    bucket.left = Math.min(allowance.burst, bucket.left + ((now - bucket.at) / 1_000) * allowance.rate);
    bucket.at = now;
    // The one that was not heard of for longest is full again by now.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > mostClients) for (const oldest of this.#buckets.keys()) {
      this.#buckets.delete(oldest);
      break;
    }
    if (bucket.left < 1) throw new Refusal(429, 'too_many_requests', `expected at most ${allowance.rate} requests a second`, { 'retry-after': String(Math.ceil((1 - bucket.left) / allowance.rate)) });
    bucket.left--;
  }

  #clientOf({ headers, socket }: IncomingMessage): string {
    const forwarded = this.#trustsProxy ? headers['x-forwarded-for'] : undefined;
    return String(forwarded ?? '').split(',').at(-1)?.trim() || (socket.remoteAddress ?? '');
  }
}
