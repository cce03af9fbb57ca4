import type { OpsOptions } from '../contract/config.ts';
import type { Signal } from '../contract/signal.ts';
import type { Consent, OpsStatus } from '../contract/status.ts';
import type { OpsClient } from './client.ts';
import type { Loader } from './loader.ts';
import type { Invoke } from './remote.ts';
import type { TaskRunner } from './tasks.ts';
import type { Draft, Tools } from './tools.ts';

/** What the services, the elements and the parts that are loaded on demand are given of the page's agent. */
export interface Agent extends Tools {
  /** With a `workerUrl`. What is wrong with the options the runtime says; it is printed once, and the agent stops. */
  start(options: OpsOptions): void;
  stop(): void;
  /** Asks the runtime, once everything captured so far is stored. */
  readonly ask: Invoke;
  setUser(id: string | null, profile?: Readonly<Record<string, unknown>>): void;
  setContext(context: Readonly<Record<string, unknown>>): void;
  setConsent(consent: Consent): Promise<unknown>;
  status(): Promise<OpsStatus>;
  /** Asks the runtime at once. */
  readonly call: Invoke;
  readonly client: OpsClient;
  /** Functions that the runtime may ask this tab to run (tasks.ts). */
  readonly tasks: Map<string, TaskRunner>;
  readonly tabId: string;
  readonly load: Loader['load'];
  /** Everything that no receipt has covered, oldest first. */
  all(): readonly Signal[];
  /** Sees each log entry before it is decided whether to keep it; `door`: the function that the page has called. */
  tap?: ((draft: Draft, door: unknown) => void) | undefined;
}
