import type { LogEntry } from '../../contract/log-entry.ts';

/** Was the user signed in, or does the context name the user (`{ userId: '12345' }`)? */
export function concernsUser(entry: LogEntry, userId: string): boolean {
  return entry.user?.id === userId || JSON.stringify(entry.context).includes(JSON.stringify(userId));
}
