import { asOne, isUrgent, quietUntil, saidAlso, takeGroup } from '../../domain/delivery/group-notifications.ts';
import { takeBatch } from '../../domain/delivery/batch.ts';
import { type EndpointState, foldVerdict, freshEndpoint, mayTryAt } from '../../domain/delivery/endpoint-state.ts';
import { judge, type Verdict } from '../../domain/delivery/verdict.ts';
import type { OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { type Bundle, listBundles, putBundle, removeItems } from './bundle-rows.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { endpointUrl, members } from './endpoints.ts';

/** ms that the first item of a batch waits for company */
const linger = 2_000;
/** ms that a notification waits for others: what fails together is told together. */
const groupWait = 5_000;
/** ms */
const timeout = 20_000;
/** ms without another try after our own store failed: what was sent could not be crossed off. */
const pauseAfterFault = 30_000;
/** Requests of a flush that do not linger: items that come in meanwhile do not each deserve one. */
const hasty = 20;

type StateRow = EndpointState & Row;

/** Sends what waits for one endpoint, in order, one request at a time. It knows nothing of the other endpoints: one that hangs holds up nobody. */
export class EndpointDelivery {
  readonly endpoint: OutboxEndpoint;
  readonly #ports: DeliveryPorts;
  /** Which of the channels to people (a webhook is for machines), whose notifications go in groups, and not too often. */
  readonly #channel: string | undefined;
  #pausedUntil = 0;
  /** `null`: nothing is being sent. */
  running: Promise<void> | null = null;
  /** What went wrong in our own house, for people. */
  fault = '';

  constructor(endpoint: OutboxEndpoint, ports: DeliveryPorts) {
    this.endpoint = endpoint;
    this.#ports = ports;
    this.#channel = /^notifications.([^w]+)/.exec(endpoint)?.[1];
  }

  get url(): string | null {
    return endpointUrl(this.#ports.config(), this.endpoint);
  }

  async readState(tx: ReadTransaction): Promise<StateRow> {
    const key = `delivery:${this.endpoint}`;
    return (await tx.get<StateRow>('meta', key)) ?? { ...freshEndpoint, key };
  }

  /** When the next request may go (epoch ms); `null`: nothing waits, or it stays in the browser. `impatient`: somebody waits for it. */
  async dueAt(tx: ReadTransaction, now: number, impatient: boolean): Promise<number | null> {
    const bundles = this.url ? await listBundles(tx, this.endpoint, this.#channel ? undefined : 1) : [];
    const [oldest] = bundles;
    if (!oldest) return null;
    const state = await this.readState(tx);
    const isUrging = bundles.some(({ items }) => items.some(isUrgent));
    // What lies further ahead than what is queued together does was written before the clock went back.
    const ripe = impatient || isUrging || oldest.at > now + linger ? now : oldest.at + (this.#channel ? groupWait : members[this.endpoint] ? linger : 0);
    return Math.max(ripe, isUrging ? 0 : this.#quiet(state, now), mayTryAt(state, now, impatient), this.#pausedUntil);
  }

  get #perHour(): number {
    return this.#ports.config().alerts.perHour?.[this.#channel?.toUpperCase() as 'SMS'];
  }

  #quiet({ said }: StateRow, now: number): number {
    return quietUntil(said, this.#perHour, now);
  }

  /** Sends what is due, or joins in what is being sent. Never rejects. */
  send(impatient: boolean): Promise<void> {
    return (this.running ??= this.#drain(impatient)
      .catch((error: unknown) => {
        this.fault = String(error);
        this.#pausedUntil = this.#ports.clock.now() + pauseAfterFault;
      })
      .finally(() => (this.running = null)));
  }

  async #drain(impatient: boolean): Promise<void> {
    const { store, clock, transport, online, notify, warn, leads } = this.#ports;
    const member = members[this.endpoint];
    for (let request = 0; leads() && online(); request++) {
      const batch = await store.read((tx) => this.#nextBatch(tx, impatient && request < hasty));
      if (!batch) return;
      const { url, items, bundles } = batch;
      const answer = await transport({ url, method: 'POST', body: member ? { [member]: items } : asOne(items), timeout });
      if (answer.outcome === 'offline') return;
      const { failures, lastError, begins } = await store.write((tx) => this.#record(tx, bundles, items, judge(answer, items.length, clock.now()), answer.body));
      this.fault = '';
      notify('status');
      if (begins) warn?.(`delivery to ${url} fails: ${lastError}`);
      if (failures) return;
    }
  }

  async #nextBatch(tx: ReadTransaction, impatient: boolean) {
    const { url } = this;
    const now = this.#ports.clock.now();
    if (!url || ((await this.dueAt(tx, now, impatient)) ?? Infinity) > now) return null;
    const state = await this.readState(tx);
    const most = members[this.endpoint] || this.#channel ? state.most : 1;
    // A bundle holds as much as a tab's batch: behind an outage, most bundles would be read and not sent.
    for (let limit = this.#channel ? 1e5 : 1; ; limit *= 4) {
      const bundles = await listBundles(tx, this.endpoint, limit);
      const waiting = bundles.flatMap(({ items }) => items);
      const items = takeBatch(this.#channel ? takeGroup(waiting, this.#quiet(state, now) > now) : waiting, most);
      if (items.length < waiting.length || bundles.length < limit) return { url, items, bundles };
    }
  }

  async #record(tx: Transaction, bundles: readonly Bundle[], items: readonly OutboxItem[], verdict: Verdict, body: unknown): Promise<EndpointState & { readonly begins: boolean }> {
    const { clock, random, onDelivered, onDropped } = this.#ports;
    const { kind, detail } = verdict;
    const before = await this.readState(tx);
    const row: StateRow = {
      ...before,
      ...foldVerdict(before, verdict, items.length, clock.now(), random),
      ...(this.#channel && kind === 'delivered' && { said: saidAlso(before.said, this.#perHour, clock.now()) }),
    };
    // One outage, however many endpoints notice it.
    const down = (await tx.list<StateRow>('meta', { from: 'delivery:', to: 'delivery;' })).some((one) => one.down);
    const state = { ...row, begins: row.down && !down };
    tx.put<StateRow>('meta', row);
    if (kind === 'retry') await onDelivered(tx, this.endpoint, items, { kind, detail, body });
    if (kind === 'retry' || kind === 'split') return state;
    const ids = new Set(items.map(({ id }) => id));
    const gone = await removeItems(tx, bundles, ({ id }) => ids.has(id));
    if (kind === 'rejected') {
      // None left: they were erased, or sent by another runtime, in the meantime.
      if (!gone.length) return state;
      putBundle(tx, kind, clock.now(), gone, this.endpoint);
      await onDropped(tx, 'rejected_by_backend', gone.length);
    }
    // Also of what was withdrawn while it was on its way: it was told.
    await onDelivered(tx, this.endpoint, items, { kind, detail, body });
    return state;
  }
}
