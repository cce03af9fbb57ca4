import type { OutboxEndpoint, OutboxItem } from '../ports/outbox.ts';
import type { Keeper } from '../ports/keeper.ts';
import type { Transaction } from '../ports/store.ts';
import { namesUser } from '../records/names-user.ts';
import { type Bundle, countOf, listBundles, outboxKept, removeItems } from './bundle-rows.ts';
import { outboxEndpoints } from './endpoints.ts';

export type GiveUp = (tx: Transaction, endpoint: OutboxEndpoint, items: readonly OutboxItem[]) => Promise<void>;

const isOf = (userId: string) => (item: object) => namesUser(item, userId);

/** What is missed least comes first. What was refused comes before all endpoints. */
const rank = ({ queue }: Bundle): number => outboxEndpoints.indexOf(queue as OutboxEndpoint);

/** A person's rights over what waits for the backend, and what it refused. `giveUp` is told of what waited too long, or was too much: the oldest of what is missed least. */
export const createOutboxKeeper = (giveUp: GiveUp): Keeper => ({
  retention: [outboxKept],
  eraseUser: async (tx, userId) => (await removeItems(tx, await listBundles(tx), isOf(userId))).length,
  exportUser: async (tx, userId) => (await listBundles(tx)).flatMap(({ items }) => items.filter(isOf(userId))),
  prune: async (tx, now) => {
    const bundles = (await listBundles(tx)).sort((a, b) => rank(a) - rank(b));
    let left = countOf(bundles);
    for (const { key, queue, at, items } of bundles) {
      if (left <= outboxKept.maxRows && at > now - outboxKept.maxAge) continue;
      left -= items.length;
      tx.delete('outbox', key);
      if (queue !== 'rejected') await giveUp(tx, queue, items);
    }
  },
});
