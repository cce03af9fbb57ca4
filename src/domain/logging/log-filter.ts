import type { LogEntry, LogQuery } from '../../contract/log-entry.ts';

/** As JSON, and without the quotes around it: then a part of a text is found whatever had to be escaped. */
const searchable = (value: unknown): string => JSON.stringify(value).slice(1, -1).toLowerCase();

/**
 * The query as a question to one entry; `from`, `to` and `limit` are not part of it.
 *
 * @example entries.filter(createLogFilter({ level: ['ERROR', 'WARN'], text: 'payment' }))
 */
export function createLogFilter({ level, text = '', type, correlationId, sessionId, userId, tabId }: LogQuery): (entry: LogEntry) => boolean {
  const levels = level && [level].flat();
  const part = searchable(text);
  return (entry) =>
    (!levels || levels.includes(entry.level)) &&
    (!type || entry.type === type) &&
    (!correlationId || entry.correlationId === correlationId) &&
    (!sessionId || entry.sessionId === sessionId) &&
    (!tabId || entry.tabId === tabId) &&
    (!userId || entry.user?.id === userId) &&
    (!part || searchable([entry.message, entry.type, entry.error?.name, entry.error?.message, entry.context]).includes(part));
}
