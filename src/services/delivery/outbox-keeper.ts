import type { Keeper } from '../ports/keeper.ts';
import type { OutboxItem } from '../ports/outbox.ts';
import { listBundles, outboxKept, removeItems } from './bundle-rows.ts';

/** Every record that leaves the browser names its user in one of two ways: `userId`, or a log entry's `user.id`. */
function isOf(userId: string): (item: OutboxItem & { readonly userId?: unknown; readonly user?: { readonly id: string } | null }) => boolean {
  return (item) => item.userId === userId || item.user?.id === userId;
}

/** A person's rights over what waits for the backend, and what it refused. */
export const outboxKeeper: Keeper = {
  retention: [outboxKept],
  eraseUser: async (tx, userId) => (await removeItems(tx, await listBundles(tx), isOf(userId))).length,
  exportUser: async (tx, userId) => (await listBundles(tx)).flatMap(({ items }) => items.filter(isOf(userId))),
};
