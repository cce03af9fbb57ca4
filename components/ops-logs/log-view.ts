import { logLevels, type LogEntry, type LogLevel, type LogQuery } from '../../src/contract/log-entry.ts';
import type { Severity } from '../../src/contract/severity.ts';
import type { HealthStatus } from '../../src/contract/health.ts';

export interface LogsView {
  readonly text: string;
  /** The least severe level that is shown; `''`: all. */
  readonly level: string;
  /** All of one request; `''`: all. */
  readonly correlationId: string;
  /** An entry's id. */
  readonly selected: string;
}

const upTo = (level: string): readonly LogLevel[] | undefined => (level ? logLevels.slice(0, logLevels.indexOf(level as LogLevel) + 1) : undefined);

/** What is asked of the runtime. */
export function logQuery({ text, level, correlationId }: LogsView): LogQuery {
  return { text: text || undefined, level: upTo(level), correlationId: correlationId || undefined };
}

/** The same for entries that are here: a snapshot is not asked. */
export function shownEntries(entries: readonly LogEntry[], { text, level, correlationId }: LogsView): readonly LogEntry[] {
  const levels = upTo(level);
  const word = text.toLowerCase();
  if (!levels && !word && !correlationId) return entries;
  return entries.filter(
    (entry) =>
      (!levels || levels.includes(entry.level)) &&
      (!correlationId || entry.correlationId === correlationId) &&
      (!word || `${entry.message} ${entry.type} ${JSON.stringify(entry.context)}`.toLowerCase().includes(word)),
  );
}

/** The shape and colour that stand for a level. */
export const levelShapes: Readonly<Record<LogLevel, HealthStatus | Severity>> = { ERROR: 'UNHEALTHY', WARN: 'DEGRADED', INFO: 'INFO', DEBUG: 'UNKNOWN', TRACE: 'UNKNOWN' };

/** Members of the context on one line, for a row: `attempt=3 route="/api"`. */
export function contextLine({ context, error }: LogEntry): string {
  const members = Object.entries(context).map(([key, value]) => `${key}=${typeof value === 'string' && /^\S+$/.test(value) ? value : JSON.stringify(value)}`);
  return [error ? `${error.name}: ${error.message}` : '', ...members].filter(Boolean).join('  ').slice(0, 300);
}
