import type { ErrorRecord } from '../../contract/error-record.ts';
import type { Retention } from '../../contract/status.ts';
import type { GroupRow } from '../../domain/errors/group-fold.ts';
import { shortHash } from '../../domain/errors/short-hash.ts';
import { timeKey } from '../ports/store.ts';
import type { Chunk, ReadTransaction, Transaction } from '../ports/store.ts';
import type { SessionRow } from './breadcrumb-trail.ts';
import { eraseErrors, pruneErrors } from './error-chunks.ts';
import { dropGroups } from './group-book.ts';

const day = 86_400_000;
const errors: Retention = { store: 'errors', maxAge: 30 * day, maxRows: 2_000 };
const groups: Retention = { store: 'groups', maxAge: 90 * day, maxRows: 1_000 };
const sessions: Retention = { store: 'sessions', maxAge: 2 * day, maxRows: 500 };

/** `maxAge` in ms since an occurrence, a group's last occurrence, a session's last sign of life; a row of `errors` holds a batch. */
export const retention: readonly Retention[] = [errors, groups, sessions];

export async function pruneAll(tx: Transaction, now: number): Promise<void> {
  await pruneErrors(tx, now - errors.maxAge, errors.maxRows);
  await dropGroups(tx, tooMany(await tx.list<GroupRow>('groups'), (row) => row.lastSeen, now - groups.maxAge, groups.maxRows));
  for (const row of tooMany(await tx.list<SessionRow>('sessions'), (row) => row.lastAt, now - sessions.maxAge, sessions.maxRows)) tx.delete('sessions', row.key);
}

/** Removes a person's records and sessions, and them from the groups' counts; resolves with the number of rows and records removed. */
export async function erasePerson(tx: Transaction, userId: string): Promise<number> {
  const erased = await eraseErrors(tx, userId);
  const hash = shortHash(userId);
  for (const row of await tx.list<GroupRow>('groups')) {
    const gone = erased.filter((record) => record.signature === row.key);
    const acted = row.statusBy?.userId === userId;
    if (gone.length === 0 && !acted && !row.users.includes(hash)) continue;
    if (gone.length >= row.count) await dropGroups(tx, [row]);
    else tx.put('groups', withoutPerson(row, gone, hash, acted));
  }
  const own = (await tx.list<SessionRow>('sessions')).filter((row) => row.userId === userId);
  for (const row of own) tx.delete('sessions', row.key);
  return erased.length + own.length;
}

export async function exportPerson(tx: ReadTransaction, userId: string): Promise<readonly unknown[]> {
  const chunks = await tx.list<Chunk<ErrorRecord>>('errors', { from: timeKey(0) });
  const own = (await tx.list<SessionRow>('sessions')).filter((row) => row.userId === userId);
  return [...chunks.flatMap((chunk) => chunk.items.filter((item) => item.userId === userId)), ...own];
}

function withoutPerson(row: GroupRow, gone: readonly ErrorRecord[], hash: string, acted: boolean): GroupRow {
  const ids = new Set(gone.map((record) => record.id));
  const events = row.events.filter((event) => !ids.has(event.id));
  return {
    ...row,
    count: row.count - gone.length,
    users: row.users.filter((user) => user !== hash),
    events,
    latestId: ids.has(row.latestId) ? (events[0]?.id ?? '') : row.latestId,
    statusBy: row.statusBy && acted ? { ...row.statusBy, userId: '' } : row.statusBy,
  };
}

/** Rows that are too old, and the oldest beyond `maxRows`. */
function tooMany<T>(rows: readonly T[], at: (row: T) => number, before: number, maxRows: number): readonly T[] {
  const newestFirst = [...rows].sort((a, b) => at(b) - at(a));
  return newestFirst.filter((row, index) => index >= maxRows || at(row) < before);
}
