import type { RuntimeApi } from '../contract/runtime-api.ts';
import type { FreeRoom } from './free-room.ts';
import type { CreateOnDemand } from './on-demand.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { Notify } from '../services/ports/notices.ts';
import type { Random } from '../services/ports/random.ts';
import type { ReadSourceMaps } from '../services/ports/source-maps.ts';
import type { Store } from '../services/ports/store.ts';
import type { Online, SocketProbe, Transport } from '../services/ports/transport.ts';

/** All that the runtime needs of the place where it runs. */
export interface RuntimeDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly online: Online;
  /** `effectiveType` of the Network Information API, where the engine has it. */
  readonly connection?: (() => string | undefined) | undefined;
  readonly socket: SocketProbe;
  /** What of the browser's features is there where it runs, for the check `browser_compatibility`. */
  readonly features?: Readonly<Record<string, boolean>> | undefined;
  readonly notify: Notify;
  /** Asked only where the option `sourceMaps` is set. */
  readonly readSourceMaps?: ReadSourceMaps | undefined;
  /** Brings what is not always in memory; called again where it failed. */
  readonly loadOnDemand: () => Promise<{ readonly createOnDemand: CreateOnDemand; readonly freeRoom: FreeRoom }>;
  /** For the console: once an outage. */
  readonly warn?: ((message: string) => void) | undefined;
  /** Names the build, for `getStatus()` and the handshake. */
  readonly build: string;
  /** Random for each start. */
  readonly bootId: string;
}

export interface Runtime {
  readonly api: RuntimeApi;
  start(): void;
  /** Gives the lease back, so that another runtime need not wait for its end. */
  stop(): Promise<void>;
  /** The network is back: what waits is tried now. */
  online(): void;
}
