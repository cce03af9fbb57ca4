import type { LogEntry, LogExportQuery } from '../../contract/log-entry.ts';
import { toResourceLogs } from './otlp.ts';

export type LogFormatName = NonNullable<LogExportQuery['format']>;

/** A document in parts, so that a long one can be written page by page: start, items joined by separators, end. */
export interface LogFormat {
  readonly start: string;
  readonly separator: string;
  readonly end: string;
  items(page: readonly LogEntry[]): string[];
}

const lines = (page: readonly unknown[]): string[] => page.map((item) => JSON.stringify(item));

export const logFormats: Readonly<Record<LogFormatName, LogFormat>> = {
  ndjson: { start: '', separator: '\n', end: '\n', items: lines },
  json: { start: '[', separator: ',\n', end: ']\n', items: lines },
  // Several `ResourceLogs` of one resource are allowed: a page need not know of the next.
  otlp: { start: '{"resourceLogs":[', separator: ',\n', end: ']}\n', items: (page) => lines(toResourceLogs(page)) },
};

/** Puts pages together. Nothing at all is an empty NDJSON document: no lines. */
export function joinLogs(format: LogFormat, items: readonly string[]): string {
  return items.length || format.start ? format.start + items.join(format.separator) + format.end : '';
}
