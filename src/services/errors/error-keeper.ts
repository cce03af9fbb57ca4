import type { GroupRow } from '../../domain/errors/group-fold.ts';
import { shortHash } from '../../domain/errors/short-hash.ts';
import type { Keeper } from '../ports/keeper.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { namesUser } from '../records/names-user.ts';
import { removeRecords } from '../records/remove-records.ts';
import { errorBook, groupsKept, sessionsKept, type SessionRow } from './error-book.ts';

const sessionsOf = async (tx: ReadTransaction, userId: string): Promise<readonly SessionRow[]> =>
  (await tx.list<SessionRow>('sessions')).filter((row) => row.userId === userId);

/** A person's rights over errors: their records and sessions go, and they go from the groups' counts. */
export const errorKeeper: Keeper = {
  retention: [errorBook.retention, groupsKept, sessionsKept],
  eraseUser: async (tx, userId) => {
    const erased = await removeRecords(tx, errorBook, (record) => namesUser(record, userId));
    for (const row of await tx.list<GroupRow>('groups')) {
      const users = row.memory.users.filter((user) => user !== shortHash(userId));
      const count = row.count - erased.filter(({ signature }) => signature === row.key).length;
      const statusBy = row.statusBy?.userId === userId ? { ...row.statusBy, userId: '' } : row.statusBy;
      if (count > 0) tx.put('groups', { ...row, count, statusBy, memory: { ...row.memory, users } });
      else tx.delete('groups', row.key);
    }
    const sessions = await sessionsOf(tx, userId);
    for (const { key } of sessions) tx.delete('sessions', key);
    return erased.length + sessions.length;
  },
  exportUser: async (tx, userId) => [...(await errorBook.newest(tx, Infinity, (record) => namesUser(record, userId))), ...(await sessionsOf(tx, userId))],
};
