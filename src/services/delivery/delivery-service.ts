import type { DeliveryStatus, Retention } from '../../contract/status.ts';
import type { Outbox, OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';
import { type ReadTransaction, timeKey, type Transaction } from '../ports/store.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { EndpointDelivery } from './endpoint-delivery.ts';
import { endpointUrl, outboxEndpoints } from './endpoints.ts';
import { listNotes, noteKey, type NoteRow, putBundle, readItems, removeItems } from './outbox-rows.ts';

/** ms; how soon what another runtime queued, or a request that ended, is noticed. */
const poll = 1_000;
/** ms; a request that hangs must not hold up whoever asked for a flush. */
const flushDeadline = 10_000;
/** Failures in a row that are an outage and not a hiccup. */
const outage = 3;
/** Items, of those that wait and those that were refused together. */
const kept = { store: 'outbox', maxAge: 7 * 86_400_000, maxRows: 50_000 };

/** What is missed least comes first. What was refused comes before all endpoints. */
const rank = ({ queue }: NoteRow): number => outboxEndpoints.indexOf(queue as OutboxEndpoint);

/** Every record that leaves the browser names its user in one of two ways: `userId`, or a log entry's `user.id`. */
function isOf(item: OutboxItem, userId: string): boolean {
  const record = item as OutboxItem & { readonly userId?: unknown; readonly user?: { readonly id?: unknown } | null };
  return record.userId === userId || record.user?.id === userId;
}

/**
 * Takes what is stored to the backend: at least once, in order within an endpoint, each endpoint for itself. All of it
 * is in the store, so a restart goes on where the last runtime stopped; items carry ids, so that a backend can drop repeats.
 */
export class DeliveryService implements Outbox {
  readonly retention: readonly Retention[] = [kept];
  readonly #ports: DeliveryPorts;
  readonly #endpoints: readonly EndpointDelivery[];
  /** Keeps keys of several runtimes apart. */
  readonly #owner: string;
  #lastKey = 0;
  #woken = false;
  #warnings: readonly string[] = [];

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
    this.#owner = ports.random().toString(36).slice(2, 8);
    this.#endpoints = outboxEndpoints.map((endpoint) => new EndpointDelivery(endpoint, ports));
  }

  /** An endpoint that is not configured gets nothing: the record is stored, and stays in the browser. */
  add(tx: Transaction, endpoint: OutboxEndpoint, items: readonly OutboxItem[]): void {
    if (!items.length || !endpointUrl(this.#ports.config(), endpoint)) return;
    const at = this.#ports.clock.now();
    // Always later: neither one millisecond nor a clock that is set back may put what is new before what is old.
    this.#lastKey = Math.max(at, this.#lastKey + 1);
    putBundle(tx, { key: noteKey(endpoint, timeKey(this.#lastKey, this.#owner)), queue: endpoint, at }, items);
  }

  /**
   * Starts whatever is due and resolves with the epoch ms of the next call, without waiting for answers. Only the
   * runtime that holds the lease calls it.
   */
  async tick(): Promise<number> {
    const { store, clock } = this.#ports;
    const now = clock.now();
    if (this.#woken) await this.#forgive();
    let next = now + poll;
    const due: EndpointDelivery[] = [];
    await store.read(async (tx) => {
      for (const endpoint of this.#endpoints) {
        const at = endpoint.url && !endpoint.sending ? await endpoint.dueAt(tx, now) : null;
        if (at !== null && at <= now) due.push(endpoint);
        else next = Math.min(next, at ?? next);
      }
    });
    for (const endpoint of due) void endpoint.send();
    return next;
  }

  /** Resolves when everything that waits was tried once, or after 10 s. A server's `Retry-After` is still honoured, and so is the breaker. */
  async flush(): Promise<void> {
    const round = this.#endpoints.map(async (endpoint) => {
      if (endpoint.sending) await endpoint.send();
      await endpoint.send(true);
    });
    let cancel = (): void => undefined;
    const deadline = new Promise<void>((done) => (cancel = this.#ports.clock.after(flushDeadline, done)));
    await Promise.race([Promise.all(round), deadline]);
    cancel();
  }

  /** The network is back: the next `tick` tries what failed for the want of it, without the rest of its back-off. */
  wake(): void {
    this.#woken = true;
  }

  async status(): Promise<readonly DeliveryStatus[]> {
    const now = this.#ports.clock.now();
    const all: DeliveryStatus[] = [];
    const warnings: string[] = [];
    await this.#ports.store.read(async (tx) => {
      for (const one of this.#endpoints) {
        const { endpoint, url, fault } = one;
        const { failures, sent, failed, rejected, lastSuccess, lastError } = await one.readState(tx);
        const queued = (await listNotes(tx, endpoint)).reduce((sum, { count }) => sum + count, 0);
        const state = !url ? 'off' : one.sending ? 'sending' : queued ? 'waiting' : 'idle';
        all.push({ endpoint, url, queued, sent, failed, rejected, lastSuccess, lastError, nextTry: url ? await one.dueAt(tx, now) : null, state });
        if (fault) warnings.push(fault);
        if (url && failures >= outage) warnings.push(`${endpoint}: ${url} keeps failing (${lastError}); ${queued} items wait`);
      }
    });
    this.#warnings = warnings;
    return all;
  }

  /** One sentence an outage, as of the last `status()`. */
  warnings(): readonly string[] {
    return this.#warnings;
  }

  /** Gives up what is too old, then, where there is still too much, the oldest of what is missed least. */
  async prune(tx: Transaction, now: number): Promise<void> {
    const notes = (await listNotes(tx)).sort((a, b) => rank(a) - rank(b) || a.at - b.at);
    let left = notes.reduce((sum, { count }) => sum + count, 0);
    for (const note of notes) {
      if (left <= kept.maxRows && note.at > now - kept.maxAge) continue;
      left -= note.count;
      const items = await readItems(tx, note);
      putBundle(tx, note, []);
      if (note.queue === 'rejected') continue;
      await this.#ports.onDropped?.(tx, 'queue_full', note.count);
      await this.#ports.onDelivered(tx, note.queue, items, { ok: false, detail: 'given up: it could not be delivered in time' });
    }
  }

  async eraseUser(tx: Transaction, userId: string): Promise<number> {
    return (await removeItems(tx, await listNotes(tx), (item) => isOf(item, userId))).length;
  }

  async exportUser(tx: ReadTransaction, userId: string): Promise<readonly unknown[]> {
    const found: OutboxItem[] = [];
    for (const note of await listNotes(tx)) found.push(...(await readItems(tx, note)).filter((item) => isOf(item, userId)));
    return found;
  }

  async #forgive(): Promise<void> {
    await this.#ports.store.write(async (tx) => {
      for (const endpoint of this.#endpoints) {
        const state = await endpoint.readState(tx);
        if (state.failures) tx.put('meta', { ...state, waitUntil: 0 });
      }
    });
    this.#woken = false;
  }
}
