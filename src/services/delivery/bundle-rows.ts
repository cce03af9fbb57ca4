import type { OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';
import { type ReadTransaction, type Row, timeKey, type Transaction } from '../ports/store.ts';
import { day } from '../records/counter-rows.ts';
import type { TableRetention } from '../records/prune-rows.ts';

/** Where items wait: for their endpoint, or aside, because the backend refused them. */
export type Queue = OutboxEndpoint | 'rejected';

/** Items that were queued together. */
export interface Bundle extends Row {
  readonly queue: Queue;
  /** epoch ms */
  readonly at: number;
  readonly items: readonly OutboxItem[];
  /** Of those aside: which endpoint refused them. */
  readonly by?: OutboxEndpoint | undefined;
}

/** Items, of those that wait and those that were refused together. */
export const outboxKept: TableRetention = { store: 'outbox', maxAge: 7 * day, maxRows: 50_000 };

/** Bundles sort by queue and time; the id of the first item keeps those of several runtimes apart. */
export function putBundle(tx: Transaction, queue: Queue, at: number, items: readonly OutboxItem[], by?: OutboxEndpoint): void {
  tx.put<Bundle>('outbox', { key: `${queue}:${timeKey(at, items[0]?.id)}`, queue, at, items, by });
}

/** Oldest first; without a queue, of all. `;` follows `:`. */
export function listBundles(tx: ReadTransaction, queue?: Queue, limit?: number): Promise<Bundle[]> {
  return tx.list<Bundle>('outbox', queue ? { from: `${queue}:`, to: `${queue};`, limit } : {});
}

export const countOf = (bundles: readonly Bundle[]): number => bundles.reduce((sum, { items }) => sum + items.length, 0);

/** Takes an item back that nobody is to get any more. */
export async function withdrawItem(tx: Transaction, endpoint: OutboxEndpoint, id: string): Promise<void> {
  await removeItems(tx, await listBundles(tx, endpoint), (item) => item.id === id);
}

/** Takes items out of the bundles that hold them; resolves with them. */
export async function removeItems(tx: Transaction, bundles: readonly Bundle[], matches: (item: OutboxItem) => boolean): Promise<readonly OutboxItem[]> {
  const removed: OutboxItem[] = [];
  for (const { key, items } of bundles) {
    if (!items.some(matches)) continue;
    // As it is now: between a request and its answer others may have taken items out.
    const bundle = await tx.get<Bundle>('outbox', key);
    const gone = bundle?.items.filter(matches) ?? [];
    removed.push(...gone);
    if (bundle && gone.length < bundle.items.length) tx.put<Bundle>('outbox', { ...bundle, items: bundle.items.filter((item) => !matches(item)) });
    else tx.delete('outbox', key);
  }
  return removed;
}
