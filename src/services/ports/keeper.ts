import type { Retention } from '../../contract/status.ts';
import type { ReadTransaction, Transaction } from './store.ts';

/** What every part that remembers owes: to say how long, to keep to it, to show what it has of a person, and to forget them. */
export interface Keeper {
  readonly retention: readonly Retention[];
  /** Resolves with the number of records and rows that were removed, or that no longer name the person. */
  eraseUser(tx: Transaction, userId: string): Promise<number>;
  exportUser(tx: ReadTransaction, userId: string): Promise<readonly unknown[]>;
  /** Drops what is older than `retention` allows, and the oldest of what is too much. `now`: epoch ms. */
  prune(tx: Transaction, now: number): Promise<void>;
}
