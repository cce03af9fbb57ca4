import type { LogEntry } from '../../contract/log-entry.ts';
import { RecordLog } from '../records/record-log.ts';

/** Log entries: the logging service writes them, its queries read them. */
export const logBook = new RecordLog<LogEntry>({ store: 'logs', maxAge: 7 * 86_400_000, maxRows: 20_000 });
