import type { ErrorImpact } from '../../contract/error-record.ts';
import type { GroupRow } from './group-fold.ts';
import { shortHash } from './short-hash.ts';

const share = (hit: number, all: number): number => (all ? hit / all : 0);

/** How many of those who were here met a group. `sessions`: all that are remembered. */
export function errorImpact({ memory }: GroupRow, sessions: readonly { readonly key: string; readonly userId: string | null }[]): ErrorImpact {
  const met = (known: readonly string[], ids: readonly string[]): number => ids.filter((id) => known.includes(shortHash(id))).length;
  const ids = sessions.map(({ key }) => key);
  const users = [...new Set(sessions.flatMap(({ userId }) => userId ?? []))];
  const [hitSessions, hitUsers] = [met(memory.sessions, ids), met(memory.users, users)];
  return { sessions: hitSessions, sessionShare: share(hitSessions, ids.length), users: hitUsers, userShare: share(hitUsers, users.length) };
}
