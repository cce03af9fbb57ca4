import type { Topic } from '../contract/notices.ts';
import type { RuntimeApi } from '../contract/runtime-api.ts';

export type ConnectionState = 'connecting' | 'connected' | 'disconnected';

/** What an element is given: questions to the runtime, and word when an answer has changed. */
export interface OpsClient {
  /** Safe to keep: calls wait while the connection is being made and go to whichever runtime answers then. */
  readonly api: RuntimeApi;
  readonly connection: ConnectionState;
  /** Calls `listener` when the topic changed, and after a reconnect or a return from bfcache. The result ends it. */
  subscribe(topic: Topic, listener: () => void): () => void;
  onConnection(listener: (state: ConnectionState) => void): () => void;
}

/** Where the agent of a page leaves its client, so that elements of another bundle, or of another copy, find it. */
export const clientKey: unique symbol = Symbol.for('prescripto-ops.client/1') as never;

/** Dispatched on `window` when a client is there. */
export const clientReadyEvent = 'prescripto-ops:ready';

export function currentClient(): OpsClient | undefined {
  return (window as { [clientKey]?: OpsClient })[clientKey];
}
