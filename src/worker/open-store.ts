import { createMemoryStore } from '../runtime/memory-store.ts';
import type { Store } from '../services/ports/store.ts';
import { openIndexedDbStore } from './indexed-db-store.ts';

/**
 * The best store that this place has: IndexedDB, or memory where that is refused (a sandboxed frame, some private modes,
 * a full or broken disk), with the reason. Never rejects.
 */
export async function openStore(options: Parameters<typeof openIndexedDbStore>[0] = {}): Promise<Store> {
  try {
    const store = await openIndexedDbStore(options);
    // It can be opened and yet not be read, when its files are damaged.
    await store.read((tx) => tx.count('meta'));
    return store;
  } catch (error) {
    return createMemoryStore(`IndexedDB is not available: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
  }
}
