import type { ResolvedConfig } from '../../contract/config.ts';
import type { Facts } from '../../domain/health/judge-facts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Notify } from '../ports/notices.ts';
import type { Publish } from '../ports/publish.ts';
import type { Random } from '../ports/random.ts';
import type { Scrub } from '../ports/scrub.ts';
import type { Store } from '../ports/store.ts';
import type { Online, SocketProbe, Transport } from '../ports/transport.ts';

export interface HealthPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly online: Online;
  readonly socket: SocketProbe;
  readonly publish: Publish;
  readonly notify: Notify;
  readonly scrub: Scrub;
  readonly config: () => ResolvedConfig;
  /** Browser features that the place has where it runs, by name. */
  readonly features?: Facts['client']['features'] | undefined;
  /** Tries at once what waits for the backend, without the rest of its back-off. */
  readonly retryDelivery: () => void;
}

/** What a book of the checks needs, whoever opens it. `loop`: what the service itself notes of the runtime's event loop. */
export type BookPorts = Pick<HealthPorts, 'random' | 'config' | 'scrub' | 'online' | 'notify' | 'features' | 'retryDelivery'> & { readonly clock: Pick<Clock, 'now'>; readonly loop: Facts['loop'] };
