import type { PrivacyApi } from '../contract/runtime-api.ts';
import type { Retention } from '../contract/status.ts';
import { shelves } from '../domain/limits/shelves.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { ReadTransaction, Store, Transaction } from '../services/ports/store.ts';

/** What every service that remembers people can be asked. */
export interface Keeper {
  readonly retention: readonly Retention[];
  prune(tx: Transaction, now: number): Promise<void>;
  eraseUser(tx: Transaction, userId: string): Promise<number>;
  exportUser(tx: ReadTransaction, userId: string): Promise<readonly unknown[]>;
}

interface PrivacyPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keepers: Readonly<Record<string, Keeper>>;
  readonly changed: () => void;
}

/** A person's rights over everything that is stored, and how long anything is. */
export function createPrivacy({ store, clock, keepers, changed }: PrivacyPorts): PrivacyApi & { readonly prune: () => Promise<void> } {
  return {
    setConsent: async (consent) => {
      if (consent !== 'denied') return;
      await store.clear();
      changed();
    },
    eraseUser: async (userId) => {
      const erased = await store.write(async (tx) => {
        let count = 0;
        for (const keeper of Object.values(keepers)) count += await keeper.eraseUser(tx, userId);
        return count;
      });
      changed();
      return erased;
    },
    exportUser: (userId) =>
      store.read(async (tx) => {
        const exported: Record<string, readonly unknown[]> = {};
        for (const [name, keeper] of Object.entries(keepers)) exported[name] = await keeper.exportUser(tx, userId);
        return exported;
      }),
    getRetention: async () =>
      Object.values(keepers).flatMap(({ retention }) => retention.map((one) => ({ ...one, maxBytes: shelves.reduce((sum, [table, , most]) => sum + (table === one.store ? most : 0), 0) || undefined }))),
    prune: async () => {
      // One transaction a service: pruning must not hold up what tabs send.
      for (const keeper of Object.values(keepers)) await store.write((tx) => keeper.prune(tx, clock.now()));
    },
  };
}
