import type { DeliveryStatus, Retention } from '../../contract/status.ts';
import { batchLimits } from '../../domain/delivery/batch.ts';
import { type EndpointState, forgive, mayTryAt } from '../../domain/delivery/endpoint-state.ts';
import type { Outbox, OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';
import { type ReadTransaction, timeKey, type Transaction } from '../ports/store.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { EndpointDelivery } from './endpoint-delivery.ts';
import { endpointUrl, outboxEndpoints } from './endpoints.ts';
import { eraseFromOutbox, exportFromOutbox, outboxRetention, pruneOutbox } from './outbox-retention.ts';
import { type NoteRow, putBundle, rowRange } from './outbox-rows.ts';

/** ms; how soon what another runtime queued, or a request that ended, is noticed. */
const poll = 1_000;
/** ms; a request that hangs must not hold up whoever asked for a flush. */
const flushDeadline = 10_000;
/** Failures in a row that are an outage and not a hiccup. */
const outage = 3;

/**
 * Takes what is stored to the backend: at least once, in order within an endpoint, each endpoint for itself. All of it
 * is in the store, so a restart goes on where the last runtime stopped; items carry ids, so that a backend can drop repeats.
 */
export class DeliveryService implements Outbox {
  readonly retention: readonly Retention[] = outboxRetention;
  readonly #ports: DeliveryPorts;
  readonly #endpoints: readonly EndpointDelivery[];
  /** Keeps keys of several runtimes, and of one millisecond, apart and in order. */
  readonly #owner: string;
  #lastKey = { at: 0, count: 0 };
  #woken = false;
  #warnings: readonly string[] = [];

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
    this.#owner = Math.floor(ports.random() * 36 ** 6).toString(36);
    this.#endpoints = outboxEndpoints.map((endpoint) => new EndpointDelivery(endpoint, ports));
  }

  /** An endpoint that is not configured gets nothing: the record is stored, and stays in the browser. */
  add(tx: Transaction, endpoint: OutboxEndpoint, items: readonly OutboxItem[]): void {
    if (!endpointUrl(this.#ports.config(), endpoint)) return;
    const at = this.#ports.clock.now();
    for (let from = 0; from < items.length; from += batchLimits.items)
      putBundle(tx, { key: `note:${endpoint}:${this.#nextKey(at)}`, at, count: 0 }, items.slice(from, from + batchLimits.items));
  }

  /**
   * Starts whatever is due and resolves with the epoch ms of the next call, without waiting for answers. Only the
   * runtime that holds the lease calls it.
   */
  async tick(): Promise<number> {
    const now = this.#ports.clock.now();
    if (this.#woken) await this.#forgive();
    const idle = this.#endpoints.filter(({ url, sending }) => url && !sending);
    const due = await this.#ports.store.read((tx) => inTurn(idle, (endpoint) => endpoint.dueAt(tx, now)));
    let next = now + poll;
    for (const [index, endpoint] of idle.entries()) {
      const at = due[index] ?? null;
      if (at === null) continue;
      if (at > now) next = Math.min(next, at);
      else if (this.#ports.online()) void endpoint.send();
    }
    return next;
  }

  /** Resolves when everything that waits was tried once, or after 10 s. A server's `Retry-After` is still honoured, and so is the breaker. */
  async flush(): Promise<void> {
    const round = Promise.all(
      this.#endpoints.map(async (endpoint) => {
        if (endpoint.sending) await endpoint.send();
        await endpoint.send(true);
      }),
    );
    const timer = { cancel: (): void => undefined };
    const deadline = new Promise<void>((done) => (timer.cancel = this.#ports.clock.after(flushDeadline, done)));
    await Promise.race([round, deadline]);
    timer.cancel();
  }

  /** The network is back: the next `tick` tries what failed for the want of it, without the rest of its back-off. */
  wake(): void {
    this.#woken = true;
  }

  async status(): Promise<readonly DeliveryStatus[]> {
    const now = this.#ports.clock.now();
    const read = await this.#ports.store.read((tx) =>
      inTurn(this.#endpoints, async (endpoint) => {
        const notes = await tx.list<NoteRow>('outbox', rowRange('note', endpoint.endpoint));
        return { endpoint, state: await endpoint.readState(tx), queued: notes.reduce((sum, { count }) => sum + count, 0), due: await endpoint.dueAt(tx, now) };
      }),
    );
    this.#warnings = read.flatMap(({ endpoint, state, queued }) => warningsOf(endpoint, state, queued, now));
    return read.map(({ endpoint, state, queued, due }) => ({
      endpoint: endpoint.endpoint,
      url: endpoint.url,
      queued,
      sent: state.sent,
      failed: state.failed,
      rejected: state.rejected,
      lastSuccess: state.lastSuccess,
      lastError: state.lastError,
      nextTry: endpoint.url ? due : null,
      state: !endpoint.url ? 'off' : endpoint.sending ? 'sending' : queued ? 'waiting' : 'idle',
    }));
  }

  /** One sentence an outage, as of the last `status()`. */
  warnings(): readonly string[] {
    return this.#warnings;
  }

  async prune(tx: Transaction, now: number): Promise<void> {
    const dropped = await pruneOutbox(tx, now);
    const count = dropped.reduce((sum, bundle) => sum + bundle.count, 0);
    if (count) await this.#ports.onDropped?.(tx, 'queue_full', count);
    for (const { endpoint, items } of dropped)
      if (items.length) await this.#ports.onDelivered(tx, endpoint, items, { ok: false, detail: 'given up: it could not be delivered in time' });
  }

  eraseUser(tx: Transaction, userId: string): Promise<number> {
    return eraseFromOutbox(tx, userId);
  }

  exportUser(tx: ReadTransaction, userId: string): Promise<readonly unknown[]> {
    return exportFromOutbox(tx, userId);
  }

  async #forgive(): Promise<void> {
    await this.#ports.store.write(async (tx) => {
      for (const endpoint of this.#endpoints) {
        const state = await endpoint.readState(tx);
        if (state.breaker.failures) endpoint.putState(tx, forgive(state));
      }
    });
    this.#woken = false;
  }

  #nextKey(now: number): string {
    // Never backwards: a clock that is set back must not put what is new before what is old.
    const at = Math.max(now, this.#lastKey.at);
    this.#lastKey = { at, count: at === this.#lastKey.at ? this.#lastKey.count + 1 : 0 };
    return timeKey(at, this.#lastKey.count.toString(36).padStart(5, '0') + this.#owner);
  }
}

/** One after the other: within a transaction. */
async function inTurn<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await run(item));
  return results;
}

function warningsOf({ endpoint, url, fault }: EndpointDelivery, state: EndpointState, queued: number, now: number): string[] {
  const warnings: string[] = [];
  if (fault) warnings.push(fault);
  if (url && state.failingSince !== null && state.breaker.failures >= outage)
    warnings.push(
      `${endpoint}: ${url} has been failing since ${new Date(state.failingSince).toISOString()} (${state.lastError}); ${queued} items wait, next try in ${Math.max(0, Math.round((mayTryAt(state, now) - now) / 1_000))} s`,
    );
  if (state.refusedInRow) warnings.push(`${endpoint}: the backend refused ${state.rejected} items (${state.lastError}); they are kept aside`);
  return warnings;
}
