import type { Keeper } from '../ports/keeper.ts';
import { namesUser } from '../records/names-user.ts';
import { listBundles, outboxKept, removeItems } from './bundle-rows.ts';

const isOf = (userId: string) => (item: object) => namesUser(item, userId);

/** A person's rights over what waits for the backend, and what it refused. */
export const outboxKeeper: Keeper = {
  retention: [outboxKept],
  eraseUser: async (tx, userId) => (await removeItems(tx, await listBundles(tx), isOf(userId))).length,
  exportUser: async (tx, userId) => (await listBundles(tx)).flatMap(({ items }) => items.filter(isOf(userId))),
};
