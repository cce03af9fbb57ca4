import type { Retention } from '../../contract/status.ts';
import type { ReadTransaction, Transaction } from './store.ts';

/** What can be asked of every part that remembers people: how long, what of one person, and to forget them. */
export interface Keeper {
  readonly retention: readonly Retention[];
  /** Resolves with the number of records and rows that were removed, or that no longer name the person. */
  eraseUser(tx: Transaction, userId: string): Promise<number>;
  exportUser(tx: ReadTransaction, userId: string): Promise<readonly unknown[]>;
}
