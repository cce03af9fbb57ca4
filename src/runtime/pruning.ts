import type { Clock } from '../services/ports/clock.ts';
import type { Row, Store } from '../services/ports/store.ts';

interface PruneRow extends Row {
  readonly at: number;
}

/** ms between two rounds */
const every = 600_000;

/** What is older, or more, than is kept goes: a job that answers when it wants to be called again (epoch ms). */
export const createPruning =
  (store: Store, clock: Clock, upkeep: () => Promise<unknown>) =>
  async (): Promise<number> => {
    // In the store, because a runtime that goes with its page may never live as long as that.
    const at = (await store.read((tx) => tx.get<PruneRow>('meta', 'pruned')))?.at ?? 0;
    const now = clock.now();
    if (Math.abs(now - at) < every) return at + every;
    // Nothing can be too old, or too much, at the first time.
    if (at) await upkeep();
    await store.write(async (tx) => tx.put<PruneRow>('meta', { key: 'pruned', at: now }));
    return now + every;
  };
