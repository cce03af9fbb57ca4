import type { Transaction } from './store.ts';

/** What leaves the browser, by endpoint. */
export type OutboxEndpoint = 'logs' | 'errors' | 'errorAlert' | 'metrics' | 'notifications/email' | 'notifications/sms' | 'notifications/slack' | 'notifications/push' | 'notifications/webhook' | 'alertWebhook' | 'alerts/evidence';

/** Queues items for the backend within the caller's transaction: what is stored is sent, and what is sent was stored. */
export interface Outbox {
  add(tx: Transaction, endpoint: OutboxEndpoint, items: readonly OutboxItem[]): void;
}

/** Takes an item back, if it still waits. */
export interface Withdraw {
  withdraw(tx: Transaction, endpoint: OutboxEndpoint, id: string): Promise<void>;
}

/** Every item carries an id, so that a backend can drop repeats. */
export interface OutboxItem {
  readonly id: string;
}
