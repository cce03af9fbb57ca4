import type { LogEntry, LogExportQuery, LogQuery } from '../../contract/log-entry.ts';
import type { LogsApi } from '../../contract/runtime-api.ts';
import { concernsUser } from '../../domain/logging/concerns-user.ts';
import { createLogFilter } from '../../domain/logging/log-filter.ts';
import { logFormats } from '../../domain/logging/log-formats.ts';
import { resolveRange } from '../../domain/resolve-range.ts';
import type { Keeper } from '../ports/keeper.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import type { ReadTransaction, Transaction } from '../ports/store.ts';
import { logBook } from './log-book.ts';

/** Finds log entries and writes them out. */
export class LogQueries implements LogsApi {
  readonly #ports: QueryPorts;

  constructor(ports: QueryPorts) {
    this.#ports = ports;
  }

  /** Newest first. */
  query({ limit = 200, ...query }: LogQuery = {}): Promise<LogEntry[]> {
    return this.#ports.store.read((tx) => logBook.newest(tx, limit, createLogFilter(query), query));
  }

  /**
   * The whole document as a text, newest first; without a limit everything that matches.
   *
   * @throws {TypeError} when the format or the range is unknown
   */
  async export({ format = 'ndjson', range, limit = Infinity, ...query }: LogExportQuery = {}): Promise<string> {
    const write = logFormats[format];
    if (!write) throw new TypeError(`prescripto-ops: export format: expected ${Object.keys(logFormats).join(' | ')}, got ${JSON.stringify(format)}`);
    return write(await this.query({ ...query, ...(range && resolveRange(range, this.#ports.now())), limit }));
  }
}

/** A person's rights over the entries that are of them, or about them. */
export const logKeeper: Keeper = {
  retention: [logBook.retention],
  eraseUser: async (tx: Transaction, userId: string) => (await logBook.remove(tx, (entry) => concernsUser(entry, userId))).length,
  exportUser: (tx: ReadTransaction, userId: string) => logBook.newest(tx, Infinity, (entry) => concernsUser(entry, userId)),
};
