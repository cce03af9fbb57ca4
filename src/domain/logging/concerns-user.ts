import type { LogEntry } from '../../contract/log-entry.ts';

/** Deeper than the scrubber lets anything be. */
const maxDepth = 40;

function holds(value: unknown, userId: string, depth: number): boolean {
  if (value === userId) return true;
  return value !== null && typeof value === 'object' && depth < maxDepth && Object.values(value).some((member) => holds(member, userId, depth + 1));
}

/** Was the user signed in, or does the context name the user (`{ userId: '12345' }`)? */
export function concernsUser(entry: LogEntry, userId: string): boolean {
  return entry.user?.id === userId || holds(entry.context, userId, 0);
}
