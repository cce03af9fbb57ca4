import type { LogEntry, LogQuery } from '../../contract/log-entry.ts';

function searchable(entry: LogEntry): string {
  const { message, type, context, error } = entry;
  return `${message}\n${type}\n${error ? `${error.name}: ${error.message}` : ''}\n${JSON.stringify(context)}`.toLowerCase();
}

/**
 * The query as a question to one entry; `limit` is not part of it. `from` is inclusive, `to` exclusive.
 *
 * @example entries.filter(createLogFilter({ level: ['ERROR', 'WARN'], text: 'payment' }))
 */
export function createLogFilter(query: LogQuery): (entry: LogEntry) => boolean {
  const { type, correlationId, sessionId, userId, from = -Infinity, to = Infinity } = query;
  const levels = query.level === undefined ? null : new Set(typeof query.level === 'string' ? [query.level] : query.level);
  const text = query.text?.toLowerCase();
  return (entry) =>
    entry.timestamp >= from &&
    entry.timestamp < to &&
    (!levels || levels.has(entry.level)) &&
    (type === undefined || entry.type === type) &&
    (correlationId === undefined || entry.correlationId === correlationId) &&
    (sessionId === undefined || entry.sessionId === sessionId) &&
    (userId === undefined || entry.user?.id === userId) &&
    (!text || searchable(entry).includes(text));
}
