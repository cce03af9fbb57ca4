import { takeBatch } from '../../domain/delivery/batch.ts';
import { type EndpointState, foldVerdict, freshEndpoint, mayTryAt, nextItems } from '../../domain/delivery/endpoint-state.ts';
import { judge, type Verdict } from '../../domain/delivery/verdict.ts';
import type { OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';
import { type ReadTransaction, type Row, timeKey, type Transaction } from '../ports/store.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { endpointRules, endpointUrl } from './endpoints.ts';
import { listNotes, noteKey, type NoteRow, putBundle, readItems, removeItems } from './outbox-rows.ts';

/** ms */
const timeout = 20_000;
/** ms without another try after our own store failed: what was sent could not be crossed off. */
const pauseAfterFault = 30_000;
/** Requests in one go, so that a runtime which is no longer the one that delivers soon stops. */
const requestsInARow = 20;

interface StateRow extends EndpointState, Row {}

interface Sending {
  readonly items: readonly OutboxItem[];
  readonly notes: readonly NoteRow[];
}

/** Sends what waits for one endpoint, in order, one request at a time. It knows nothing of the other endpoints: one that hangs holds up nobody. */
export class EndpointDelivery {
  readonly endpoint: OutboxEndpoint;
  readonly #ports: DeliveryPorts;
  #running: Promise<void> | null = null;
  #pausedUntil = 0;
  /** What went wrong in our own house, for people. */
  fault = '';

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

  async readState(tx: ReadTransaction): Promise<StateRow> {
    const key = `delivery:${this.endpoint}`;
    return (await tx.get<StateRow>('meta', key)) ?? { ...freshEndpoint, key };
  }

  /** When the next request may go (epoch ms); `null`: nothing waits. `impatient`: somebody waits for it. */
  async dueAt(tx: ReadTransaction, now: number, impatient = false): Promise<number | null> {
    const [oldest] = await listNotes(tx, this.endpoint, 1);
    if (!oldest) return null;
    const ripe = impatient || oldest.at > now ? now : oldest.at + endpointRules[this.endpoint].linger;
    return Math.max(ripe, mayTryAt(await this.readState(tx), now, impatient), this.#pausedUntil);
  }

  /** Sends what is due, or joins in what is being sent. Never rejects. */
  send(impatient = false): Promise<void> {
    this.#running ??= this.#drain(impatient)
      .catch((error: unknown) => {
        this.fault = `delivery to ${this.endpoint} could not be written down and pauses: ${error instanceof Error ? error.message : String(error)}`;
        this.#pausedUntil = this.#ports.clock.now() + pauseAfterFault;
      })
      .finally(() => (this.#running = null));
    return this.#running;
  }

  async #drain(impatient: boolean): Promise<void> {
    const { store, clock, transport, online, notify } = this.#ports;
    const { member } = endpointRules[this.endpoint];
    for (let request = 0; request < requestsInARow; request++) {
      const { url } = this;
      const batch = url && online() ? await store.read((tx) => this.#nextBatch(tx, impatient)) : null;
      if (!url || !batch) return;
      const { items } = batch;
      const answer = await transport({ url, method: 'POST', body: member ? { [member]: items } : items[0], timeout });
      if (answer.outcome === 'offline') return;
      const state = await store.write((tx) => this.#record(tx, batch, judge(answer, items.length, clock.now())));
      this.fault = '';
      notify('status');
      if (state.failures) return;
    }
  }

  async #nextBatch(tx: ReadTransaction, impatient: boolean): Promise<Sending | null> {
    const now = this.#ports.clock.now();
    const due = await this.dueAt(tx, now, impatient);
    if (due === null || due > now) return null;
    const most = endpointRules[this.endpoint].member ? nextItems(await this.readState(tx)) : 1;
    const items: OutboxItem[] = [];
    const notes: NoteRow[] = [];
    for (const note of await listNotes(tx, this.endpoint, most)) {
      if (items.length >= most) break;
      items.push(...(await readItems(tx, note)));
      notes.push(note);
    }
    return { items: takeBatch(items, most), notes };
  }

  async #record(tx: Transaction, { items, notes }: Sending, verdict: Verdict): Promise<EndpointState> {
    const { clock, random, onDelivered, onDropped } = this.#ports;
    const { kind, detail } = verdict;
    const now = clock.now();
    const before = await this.readState(tx);
    const state = { ...foldVerdict(before, verdict, items.length, now, random), key: before.key };
    tx.put<StateRow>('meta', state);
    if (kind !== 'delivered' && kind !== 'rejected') return state;
    const ids = new Set(items.map(({ id }) => id));
    const gone = await removeItems(tx, notes, ({ id }) => ids.has(id));
    // None left: they were erased, or sent by another runtime, in the meantime.
    if (!gone.length) return state;
    if (kind === 'rejected') {
      putBundle(tx, { key: noteKey('rejected', timeKey(now, gone[0]?.id)), queue: 'rejected', at: now, detail: `${this.endpoint}: ${detail}` }, gone);
      await onDropped?.(tx, 'rejected_by_backend', gone.length);
    }
    await onDelivered(tx, this.endpoint, gone, { ok: kind === 'delivered', detail });
    return state;
  }
}
