import type { ErrorRecord } from './error-record.ts';
import type { ApiCallRecord } from './performance.ts';
import type { SerializedError } from './serialized-error.ts';
import type { UserContext } from './scope.ts';
import type { TimeRange } from './time-range.ts';

/** Most severe first. */
export const logLevels = ['ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Which of the logger's doors an entry came through. */
export type LogType = 'log' | 'user_action' | 'performance' | 'business' | 'security';

export interface LogEntry {
  readonly id: string;
  /** epoch ms */
  readonly timestamp: number;
  readonly level: LogLevel;
  readonly type: LogType;
  readonly message: string;
  readonly correlationId: string | null;
  readonly sessionId: string;
  readonly tabId: string;
  readonly user: UserContext | null;
  readonly context: Readonly<Record<string, unknown>>;
  readonly error: SerializedError | null;
  readonly app: string;
  readonly release: string;
  readonly environment: string;
  readonly url: string;
}

/** Newest first. Every member narrows; `text` matches message, type and context, without regard to case. */
export interface LogQuery {
  readonly level?: LogLevel | readonly LogLevel[] | undefined;
  readonly type?: LogType | undefined;
  readonly text?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly userId?: string | undefined;
  readonly tabId?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** default 200 */
  readonly limit?: number | undefined;
}

export interface LogExportQuery extends LogQuery {
  readonly format?: 'ndjson' | 'json' | 'otlp' | undefined;
  readonly range?: TimeRange | undefined;
}

/** Where the next chunk of an export begins. Of use for nothing but the call that asks for it. */
export interface ExportCursor {
  readonly before: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly begun: boolean;
}

/** A part of an export: the parts, one behind the other, are the document. */
export interface ExportChunk {
  readonly text: string;
  /** `null`: this was the last. */
  readonly cursor: ExportCursor | null;
}

/** All that is known of one request of the page, each list oldest first. */
export interface RequestTrail {
  readonly correlationId: string;
  readonly entries: readonly LogEntry[];
  readonly errors: readonly ErrorRecord[];
  readonly calls: readonly ApiCallRecord[];
}
