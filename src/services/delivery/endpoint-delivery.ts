import { batchLimits, type Batch, takeBatch } from '../../domain/delivery/batch.ts';
import { type EndpointState, foldVerdict, freshEndpoint, mayTryAt, nextLimits } from '../../domain/delivery/endpoint-state.ts';
import { judge, type Verdict } from '../../domain/delivery/verdict.ts';
import type { OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';
import { type ReadTransaction, type Row, timeKey, type Transaction } from '../ports/store.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { endpointRule, endpointUrl } from './endpoints.ts';
import { type ItemsRow, type NoteRow, type RejectedRow, removeItems, rowKey, rowRange } from './outbox-rows.ts';

/** ms */
const timeout = 20_000;
/** ms without another try after our own store failed: what was sent could not be crossed off. */
const pauseAfterFault = 30_000;
/** Requests in one go, so that a runtime which is no longer the one that delivers soon stops. */
const requestsInARow = 20;

interface StateRow extends EndpointState, Row {}

interface Sending extends Batch<OutboxItem> {
  readonly noteKeys: readonly string[];
}

/** Sends what waits for one endpoint, in order, one request at a time. It knows nothing of the other endpoints: one that hangs holds up nobody. */
export class EndpointDelivery {
  readonly endpoint: OutboxEndpoint;
  readonly #ports: DeliveryPorts;
  #running: Promise<void> | null = null;
  #fault: { readonly until: number; readonly text: string } | null = null;

  constructor(endpoint: OutboxEndpoint, ports: DeliveryPorts) {
    this.endpoint = endpoint;
    this.#ports = ports;
  }

  get url(): string | null {
    return endpointUrl(this.#ports.config(), this.endpoint);
  }

  get sending(): boolean {
    return this.#running !== null;
  }

  /** What went wrong in our own house, for people. */
  get fault(): string | null {
    return this.#fault?.text ?? null;
  }

  async readState(tx: ReadTransaction): Promise<EndpointState> {
    const { key: _, ...state } = (await tx.get<StateRow>('meta', this.#stateKey)) ?? { ...freshEndpoint, key: '' };
    return state;
  }

  putState(tx: Transaction, state: EndpointState): void {
    tx.put<StateRow>('meta', { ...state, key: this.#stateKey });
  }

  /** When the next request may go (epoch ms); `null`: nothing waits. `impatient`: somebody waits for it. */
  async dueAt(tx: ReadTransaction, now: number, impatient = false): Promise<number | null> {
    const notes = await this.#head(tx);
    const oldest = notes[0];
    if (!oldest) return null;
    const full = notes.reduce((sum, { count }) => sum + count, 0) >= batchLimits.items;
    const ripe = full || impatient || oldest.at > now ? now : oldest.at + endpointRule(this.endpoint).linger;
    return Math.max(ripe, mayTryAt(await this.readState(tx), now, impatient), this.#fault?.until ?? 0);
  }

  /** Sends what is due, or joins in what is being sent. Never rejects. */
  send(impatient = false): Promise<void> {
    this.#running ??= this.#drain(impatient).then(
      () => this.#ended(null),
      (error: unknown) => this.#ended(`delivery to ${this.endpoint} could not be written down and pauses: ${error instanceof Error ? error.message : String(error)}`),
    );
    return this.#running;
  }

  #ended(fault: string | null): void {
    this.#running = null;
    this.#fault = fault === null ? null : { until: this.#ports.clock.now() + pauseAfterFault, text: fault };
  }

  async #drain(impatient: boolean): Promise<void> {
    const { store, clock, transport, online } = this.#ports;
    for (let request = 0; request < requestsInARow; request++) {
      const url = this.url;
      if (!url || !online()) return;
      const batch = await store.read((tx) => this.#nextBatch(tx, clock.now(), impatient));
      if (!batch) return;
      const answer = await transport({ url, method: 'POST', body: this.#body(batch.items), timeout });
      const verdict = judge(answer, batch.items.length, clock.now());
      if (verdict.kind === 'offline') return;
      const state = await store.write((tx) => this.#record(tx, batch, verdict));
      this.#ports.notify('status');
      if (mayTryAt(state, clock.now()) > clock.now()) return;
    }
  }

  async #nextBatch(tx: ReadTransaction, now: number, impatient: boolean): Promise<Sending | null> {
    const due = await this.dueAt(tx, now, impatient);
    if (due === null || due > now) return null;
    const limits = nextLimits(await this.readState(tx), now);
    const most = endpointRule(this.endpoint).member ? limits.items : 1;
    const items: OutboxItem[] = [];
    const noteKeys: string[] = [];
    for (const { key } of await this.#head(tx)) {
      if (items.length >= most) break;
      items.push(...((await tx.get<ItemsRow>('outbox', rowKey(key, 'item')))?.items ?? []));
      noteKeys.push(key);
    }
    return { ...takeBatch(items, { items: most, bytes: limits.bytes }), noteKeys };
  }

  async #record(tx: Transaction, { items, bytes, noteKeys }: Sending, verdict: Verdict): Promise<EndpointState> {
    const { clock, random, onDelivered, onDropped } = this.#ports;
    const now = clock.now();
    const state = foldVerdict(await this.readState(tx), verdict, { items: items.length, bytes }, now, random);
    this.putState(tx, state);
    if (verdict.kind !== 'delivered' && verdict.kind !== 'rejected') return state;
    const ids = new Set(items.map(({ id }) => id));
    const removed = await removeItems(tx, noteKeys, ({ id }) => ids.has(id));
    // None left: they were erased, or sent by another runtime, in the meantime.
    if (!removed) return state;
    if (verdict.kind === 'rejected') {
      const key = `rejected:${this.endpoint}:${timeKey(now, items[0]?.id)}`;
      tx.put<RejectedRow>('outbox', { key, items, at: now, detail: verdict.detail });
      await onDropped?.(tx, 'rejected_by_backend', removed);
    }
    await onDelivered(tx, this.endpoint, items, { ok: verdict.kind === 'delivered', detail: verdict.detail });
    return state;
  }

  #body(items: readonly OutboxItem[]): unknown {
    const { member } = endpointRule(this.endpoint);
    return member ? { [member]: items } : items[0];
  }

  /** A bundle holds one item at least, so these fill any request. */
  #head(tx: ReadTransaction): Promise<NoteRow[]> {
    return tx.list<NoteRow>('outbox', { ...rowRange('note', this.endpoint), limit: batchLimits.items });
  }

  get #stateKey(): string {
    return `delivery:${this.endpoint}`;
  }
}
