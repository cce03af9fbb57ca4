import type { OpsEvent } from '../../contract/notices.ts';
import type { Transaction } from './store.ts';

/** Hands what happened to every tab and to the other services, within the caller's transaction. */
export type Publish = (tx: Transaction, events: readonly OpsEvent[]) => Promise<void>;
