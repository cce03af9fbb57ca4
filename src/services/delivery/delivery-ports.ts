import type { ResolvedConfig } from '../../contract/config.ts';
import type { DropReason } from '../../contract/signal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Notify } from '../ports/notices.ts';
import type { OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';
import type { Random } from '../ports/random.ts';
import type { Store, Transaction } from '../ports/store.ts';
import type { Online, Transport } from '../ports/transport.ts';

export interface DeliveryPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly online: Online;
  readonly config: () => ResolvedConfig;
  /** A step on an item's way, in the transaction that writes it down: taken by the backend, refused for good (or given up), or to be tried again. */
  readonly onDelivered: (tx: Transaction, endpoint: OutboxEndpoint, items: readonly OutboxItem[], outcome: { readonly kind: 'delivered' | 'rejected' | 'retry'; readonly detail: string; readonly body?: unknown }) => Promise<void>;
  readonly notify: Notify;
  /** Says so in the console, once an outage. */
  readonly warn?: ((message: string) => void) | undefined;
  /** Is this the one runtime of the origin that delivers? */
  readonly leads: () => boolean;
  /** Counts what the backend will never get. */
  readonly onDropped: (tx: Transaction, reason: DropReason, count: number) => Promise<void>;
}
