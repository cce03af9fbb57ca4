import type { DeliveryStatus } from '../../contract/status.ts';
import type { Outbox, OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';
import type { Transaction } from '../ports/store.ts';
import { within } from '../ports/within.ts';
import { countOf, listBundles, putBundle } from './bundle-rows.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { outage } from '../../domain/delivery/endpoint-state.ts';
import { EndpointDelivery } from './endpoint-delivery.ts';
import { endpointUrl, members, outboxEndpoints } from './endpoints.ts';

/** ms; how soon what another runtime queued, or a request that ended, is noticed. */
const poll = 1_000;
/** ms; browsers whose network comes back together come to the backend one by one. */
const spread = 5_000;
/** ms; how soon a flush notices that another runtime has delivered. */
const look = 250;
/** ms; a request that hangs must not hold up whoever asked for a flush. */
const flushDeadline = 10_000;

/**
 * Takes what is stored to the backend: at least once, in order within an endpoint, each endpoint for itself. All of it
 * is in the store, so a restart goes on where the last runtime stopped; items carry ids, so that a backend can drop repeats.
 */
export class DeliveryService implements Outbox {
  readonly #ports: DeliveryPorts;
  readonly #endpoints: readonly EndpointDelivery[];
  #lastAt = 0;
  #woken = false;
  #resumeAt = 0;
  #warnings: readonly string[] = [];

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
    this.#endpoints = outboxEndpoints.map((endpoint) => new EndpointDelivery(endpoint, ports));
  }

  /** An endpoint that is not configured gets nothing: the record is stored, and stays in the browser. */
  add(tx: Transaction, endpoint: OutboxEndpoint, items: readonly OutboxItem[]): void {
    if (!items.length || !endpointUrl(this.#ports.config(), endpoint)) return;
    // Always later: neither one millisecond nor a clock that is set back may put what is new before what is old.
    this.#lastAt = Math.max(this.#ports.clock.now(), this.#lastAt + 1);
    putBundle(tx, endpoint, this.#lastAt, items);
  }

  /**
   * Starts whatever is due and resolves with the epoch ms of the next call, without waiting for answers. Only the
   * runtime that holds the lease calls it.
   */
  async tick(): Promise<number> {
    const { clock, online, random, store } = this.#ports;
    const now = clock.now();
    let next = now + poll;
    if (!online()) this.#resumeAt = now + random() * spread;
    // Further away than it can be: the clock was set back.
    if (this.#resumeAt > now && this.#resumeAt <= now + spread) return next;
    const woken = this.#woken;
    this.#woken = false;
    const due = await store.read((tx) => Promise.all(this.#endpoints.map((endpoint) => endpoint.dueAt(tx, now, woken))));
    for (const [index, at] of due.entries()) {
      if (at === null) continue;
      if (at <= now) void this.#endpoints[index]!.send(woken);
      else next = Math.min(next, at);
    }
    return next;
  }

  /**
   * Resolves when everything that waits was tried once, by whichever runtime delivers, or after 10 s. A server's `Retry-After` is
   * still honoured.
   */
  async flush(): Promise<void> {
    const { clock, store, leads } = this.#ports;
    const end = clock.now() + flushDeadline;
    const round = this.#endpoints.map(async (endpoint) => {
      while (clock.now() < end && !leads() && (await store.read((tx) => endpoint.dueAt(tx, 0, true))) !== null) await new Promise<void>((done) => void clock.after(look, done));
      await endpoint.running;
      await endpoint.send(true);
    });
    await within(clock, flushDeadline, Promise.all(round));
  }

  /**
   * Sends again what the backend refused, now that it, or the configuration, is another. Notifications stay aside: nobody is to be
   * woken for what is long over.
   */
  retryRejected(): Promise<void> {
    return this.#ports.store.write(async (tx) => {
      for (const { key, items, by } of await listBundles(tx, 'rejected')) {
        if (!members[by!]) continue;
        tx.delete('outbox', key);
        this.add(tx, by!, items);
        await this.#ports.onDropped(tx, 'rejected_by_backend', -items.length);
      }
    });
  }

  /** The network is back: a `tick` within five seconds tries what failed for the want of it, without the rest of its back-off. */
  wake(): void {
    this.#woken = true;
  }

  async status(): Promise<readonly DeliveryStatus[]> {
    const now = this.#ports.clock.now();
    const all: DeliveryStatus[] = [];
    const warnings: string[] = [];
    await this.#ports.store.read(async (tx) => {
      for (const one of this.#endpoints) {
        const { endpoint, url, running, fault } = one;
        const { said: _, ...row } = await one.readState(tx);
        const queued = countOf(await listBundles(tx, endpoint));
        all.push({ ...row, endpoint, url, queued, nextTry: await one.dueAt(tx, now, false), state: !url ? 'off' : running ? 'sending' : queued ? 'waiting' : 'idle' });
        if (fault || (url && row.failures >= outage)) warnings.push(`Delivery of ${endpoint} fails: ${fault || row.lastError}; ${queued} wait`);
      }
    });
    this.#warnings = warnings;
    return all;
  }

  /** One sentence an outage, as of the last `status()`. */
  warnings(): readonly string[] {
    return this.#warnings;
  }

  /** Nobody will get them any more; what waits for one of them is told. */
  async giveUp(tx: Transaction, endpoint: OutboxEndpoint, items: readonly OutboxItem[]): Promise<void> {
    await this.#ports.onDropped(tx, 'queue_full', items.length);
    await this.#ports.onDelivered(tx, endpoint, items, { kind: 'rejected', detail: 'given up' });
  }
}
