import type { Incident } from '../../contract/alert.ts';
import { retryAfter } from '../../domain/delivery/retry-after.ts';
import { type BackendReceipt, readReceipt } from '../../domain/alerting/receipt.ts';
import type { Store, Transaction } from '../ports/store.ts';
import type { Transport } from '../ports/transport.ts';
import type { AlertingPorts } from './alerting-ports.ts';
import type { AlertingService } from './alerting-service.ts';

interface ReceiptPorts extends Pick<AlertingPorts, 'config' | 'clock'> {
  readonly store: Store;
  readonly transport: Transport;
}

/** A notification that the backend has taken, and nobody has confirmed yet. */
interface Taken {
  readonly incidentId: string;
  readonly key: string;
  /** epoch ms since when it stands there */
  readonly at: number;
  readonly detail: string;
}

/** ms; between two questions at first, and at last: what waits for long is asked for less and less. */
const soonest = 5_000;
const latest = 600_000;
/** ms; a backend that keeps no receipts is asked again after this. */
const unknown = 3_600_000;
/** ms; what was not confirmed within a day never will be. */
const longest = 86_400_000;
/** Ids in a request: they stand in its URL. */
const most = 40;
/** ms */
const timeout = 20_000;

/**
 * Asks the backend what became of the notifications that it took, until it says that they are out of the house or that nobody will get them:
 * `GET {notifications}/receipts?ids=…`.
 */
export class ReceiptLook {
  readonly #ports: ReceiptPorts;
  readonly #incidents: Pick<AlertingService, 'notificationConfirmed'>;
  /** Not before this (epoch ms): what a backend without receipts, or one that is down, asks for. */
  #mayAt = 0;
  #nextAt = 0;
  #asking: Promise<void> | undefined;

  constructor(ports: ReceiptPorts, incidents: Pick<AlertingService, 'notificationConfirmed'>) {
    this.#ports = ports;
    this.#incidents = incidents;
  }

  /** The backend has just taken one. */
  expect(): void {
    this.#nextAt = Math.min(this.#nextAt, this.#ports.clock.now() + soonest);
  }

  /** Asks if that is due, without waiting for the answer. Resolves with the time of the next look, epoch ms. */
  async look(): Promise<number> {
    const { config, clock, store } = this.#ports;
    const now = clock.now();
    const { notifications } = config().endpoints;
    const due = Math.max(this.#nextAt, this.#mayAt);
    // A time that lies further ahead than any does was set before the clock went back.
    if (!notifications || this.#asking || (due > now && due <= now + unknown)) return Math.max(due, now + soonest);
    const taken = await store.read(async (tx) => (await tx.list<Incident & { readonly key: string }>('incidents')).flatMap((row) => takenOf(row, now)));
    this.#nextAt = now + latest;
    if (taken.length) {
      this.#nextAt = now + Math.min(latest, Math.max(soonest, now - Math.max(...taken.map(({ at }) => at))));
      this.#asking = this.#ask(`${notifications.replace(/\/$/, '')}/receipts`, taken)
        .catch(() => void (this.#mayAt = clock.now() + latest))
        .finally(() => (this.#asking = undefined));
    }
    return this.#nextAt;
  }

  async #ask(base: string, taken: readonly Taken[]): Promise<void> {
    const { transport, store, clock } = this.#ports;
    for (let from = 0; from < taken.length; from += most) {
      const some = taken.slice(from, from + most);
      const { status, headers, body } = await transport({ url: `${base}?ids=${some.map(({ key }) => encodeURIComponent(key)).join(',')}`, method: 'GET', timeout });
      const { receipts } = Object(body) as { readonly receipts?: readonly (BackendReceipt | null)[] };
      if (status >= 300 || !Array.isArray(receipts)) {
        const now = clock.now();
        this.#mayAt = Math.max(retryAfter(headers['retry-after'], now), now + (status && status < 500 && status !== 429 ? unknown : 0));
        return;
      }
      await store.write((tx) => this.#write(tx, some, receipts));
    }
  }

  async #write(tx: Transaction, taken: readonly Taken[], receipts: readonly (BackendReceipt | null)[]): Promise<void> {
    for (const { incidentId, key, detail } of taken) {
      const found = receipts.find((one) => one?.id === key);
      const said = found && readReceipt(found);
      // How it fares on its way is news as well: `HTTP 503`, say.
      if (said && (said.status !== 'accepted' || (said.detail && said.detail !== detail))) await this.#incidents.notificationConfirmed(tx, incidentId, key, said);
    }
  }
}

function takenOf({ id: incidentId, notifications }: Incident, now: number): readonly Taken[] {
  return notifications.flatMap(({ key, status, at, detail }) => (status === 'accepted' && Math.abs(now - at) < longest ? [{ incidentId, key, at, detail }] : []));
}
