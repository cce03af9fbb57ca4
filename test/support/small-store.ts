import { createMemoryStore } from '../../src/runtime/memory-store.ts';
import { type ReadTransaction, type Store, tables } from '../../src/services/ports/store.ts';

export interface SmallStore extends Store {
  /** Characters of JSON that fit. */
  quota: number;
  /** As an engine that does not give back what is deleted: Chromium's LevelDB until it compacts. */
  stuck: boolean;
  readonly fellBack: readonly string[];
  used(): Promise<number>;
}

const weigh = async (tx: ReadTransaction): Promise<number> => {
  let total = 0;
  for (const table of tables) for (const row of await tx.list(table)) total += JSON.stringify(row).length;
  return total;
};

/** A store with a quota, kept as an engine keeps it: a transaction that adds anything to what is too much already is refused, one that only deletes is not. */
export function createSmallStore(quota: number): SmallStore {
  const memory = createMemoryStore();
  const fellBack: string[] = [];
  let stuckAt = 0;
  const store: SmallStore = {
    ...memory,
    kind: 'indexeddb',
    quota,
    stuck: false,
    fellBack,
    used: () => memory.read(weigh),
    usage: async () => ({ usage: Math.max(stuckAt, await store.used()), quota: store.quota }),
    fallBack: (reason) => {
      fellBack.push(reason);
      store.quota = Infinity;
    },
    write: (run) =>
      memory.write(async (tx) => {
        let puts = 0;
        const result = await run({ ...tx, put: (table, row) => void (puts++, tx.put(table, row)) });
        const used = await weigh(tx);
        if (store.stuck) stuckAt = Math.max(stuckAt, used);
        if (puts && Math.max(stuckAt, used) > store.quota) throw new DOMException('no room', 'QuotaExceededError');
        return result;
      }),
  };
  return store;
}
