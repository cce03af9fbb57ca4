import type { Clock } from '../services/ports/clock.ts';
import type { Row, Store } from '../services/ports/store.ts';

/** ms */
const ttl = 6_000;
const renewEvery = 2_000;
const key = 'lease';

interface LeaseRow extends Row {
  readonly owner: string;
  /** epoch ms */
  readonly expires: number;
}

/**
 * Says which runtime of an origin probes, escalates and delivers, where several work on one database. A row with an
 * expiry and not a Web Lock: any lock keeps the page out of Firefox's bfcache, and WebKit gives locks away.
 */
export interface Lease {
  /** Certain at the moment of the call: a runtime that slept past its expiry has lost the lease, whether it knows or not. */
  isLeader(): boolean;
  /** Takes the lease if it is free and renews it if it is held. Resolves with the time (epoch ms) of the next call; rejects when the store does. */
  tick(): Promise<number>;
  /** Lets another have it at once. */
  release(): Promise<void>;
}

export function createLease({ store, clock, owner }: { readonly store: Store; readonly clock: Clock; readonly owner: string }): Lease {
  let mine: { readonly from: number; readonly until: number } | null = null;

  const isLeader = (): boolean => {
    const now = clock.now();
    return mine !== null && now < mine.until && now >= mine.from;
  };

  return {
    isLeader,
    tick: async () => {
      const { held, next } = await store.write(async (tx) => {
        const row = await tx.get<LeaseRow>('meta', key);
        // Read here: the transaction may have waited long for its turn.
        const now = clock.now();
        const expires = now + ttl;
        // An expiry far beyond any that can be written now is from before the system's clock went back.
        const free = !row || row.owner === owner || row.expires <= now || row.expires > expires + ttl;
        if (free) tx.put<LeaseRow>('meta', { key, owner, expires });
        return free ? { held: { from: now, until: expires }, next: now + renewEvery } : { held: null, next: Math.min(row.expires, now + renewEvery) };
      });
      mine = held;
      return next;
    },
    release: async () => {
      mine = null;
      await store.write(async (tx) => {
        const row = await tx.get<LeaseRow>('meta', key);
        if (row?.owner === owner) tx.delete('meta', key);
      });
      // Once more: a renewal may have come in between.
      mine = null;
    },
  };
}
