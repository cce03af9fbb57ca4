import type { ResolvedConfig } from '../../contract/config.ts';
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
}
