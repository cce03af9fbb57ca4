import type { LogEntry, LogExportQuery } from '../../contract/log-entry.ts';
import { toResourceLogs } from './otlp.ts';

/** Entries as a document, by the name of its format. */
export const logFormats: Readonly<Record<NonNullable<LogExportQuery['format']>, (entries: readonly LogEntry[]) => string>> = {
  ndjson: (entries) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
  json: (entries) => JSON.stringify(entries),
  otlp: (entries) => JSON.stringify({ resourceLogs: toResourceLogs(entries) }),
};
