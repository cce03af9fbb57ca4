import type { LogEntry, LogExportQuery } from '../../contract/log-entry.ts';
import { toResourceLogs } from './otlp.ts';

/** A document that can be written in parts: `head`, the parts that are not empty with `between` between them, `tail`. */
export interface LogFormat {
  readonly head: string;
  readonly between: string;
  readonly tail: string;
  readonly write: (entries: readonly LogEntry[]) => string;
}

const joined = (items: readonly object[]): string => items.map((item) => JSON.stringify(item)).join();

/** By name. */
export const logFormats: Readonly<Record<NonNullable<LogExportQuery['format']>, LogFormat>> = {
  ndjson: { head: '', between: '', tail: '', write: (entries) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('') },
  json: { head: '[', between: ',', tail: ']', write: joined },
  otlp: { head: '{"resourceLogs":[', between: ',', tail: ']}', write: (entries) => joined(toResourceLogs(entries)) },
};
