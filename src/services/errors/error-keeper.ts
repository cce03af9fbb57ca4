import type { GroupRow } from '../../domain/errors/group-fold.ts';
import { shortHash } from '../../domain/errors/short-hash.ts';
import type { Keeper } from '../ports/keeper.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { namesUser } from '../records/names-user.ts';
import { forgetSessions } from '../records/counter-rows.ts';
import { pruneRecords } from '../records/prune-records.ts';
import { pruneRows } from '../records/prune-rows.ts';
import { removeRecords } from '../records/remove-records.ts';
import { errorBook, familyPrefix, type FamilyRow, groupsKept, sessionsKept, type SessionRow } from './error-book.ts';

const sessionsOf = async (tx: ReadTransaction, userId: string): Promise<readonly SessionRow[]> =>
  (await tx.list<SessionRow>('sessions')).filter((row) => row.userId === userId);

/** A person's rights over errors: their records and sessions go, and they go from the groups' counts. */
export const errorKeeper: Keeper = {
  retention: [errorBook.retention, groupsKept, sessionsKept],
  eraseUser: async (tx, userId) => {
    const erased = await removeRecords(tx, errorBook, (record) => namesUser(record, userId));
    const sessions = await sessionsOf(tx, userId);
    const hashes = new Set([userId, ...sessions.map(({ key }) => key)].map(shortHash));
    const others = (known: readonly string[]): readonly string[] => known.filter((hash) => !hashes.has(hash));
    for (const row of await tx.list<GroupRow>('groups')) {
      const count = row.count - erased.filter(({ signature }) => signature === row.key).length;
      const statusBy = row.statusBy?.userId === userId ? { ...row.statusBy, userId: '' } : row.statusBy;
      if (count > 0) tx.put('groups', { ...row, count, statusBy, memory: { ...row.memory, users: others(row.memory.users), sessions: others(row.memory.sessions) } });
      else tx.delete('groups', row.key);
    }
    for (const { key } of sessions) tx.delete('sessions', key);
    await forgetSessions(tx, new Set(sessions.map(({ key }) => key)));
    return erased.length + sessions.length;
  },
  exportUser: async (tx, userId) => [
    ...(await errorBook.newest(tx, Infinity, (record) => namesUser(record, userId))),
    ...(await sessionsOf(tx, userId)),
    // What they decided about a group, without what the group knows of others.
    ...(await tx.list<GroupRow>('groups')).flatMap(({ key: signature, name, message, status, statusBy }) => (statusBy?.userId === userId ? [{ signature, name, message, status, statusBy }] : [])),
  ],
  prune: async (tx, now) => {
    await pruneRecords(tx, errorBook, now);
    await pruneRows<GroupRow>(tx, groupsKept, (row) => row.lastSeen, now);
    await pruneRows<FamilyRow>(tx, { ...groupsKept, store: 'meta' }, (row) => row.lastAt, now, { from: familyPrefix, to: `${familyPrefix}\uffff` });
    await pruneRows<SessionRow>(tx, sessionsKept, (row) => row.lastAt, now);
  },
};
