import type { ExportChunk, ExportCursor, LogEntry, LogExportQuery, LogQuery, RequestTrail } from '../../contract/log-entry.ts';
import type { LogsApi } from '../../contract/runtime-api.ts';
import { concernsUser } from '../../domain/logging/concerns-user.ts';
import { createLogFilter } from '../../domain/logging/log-filter.ts';
import { logFormats } from '../../domain/logging/log-formats.ts';
import { resolveRange } from '../../domain/resolve-range.ts';
import type { Keeper } from '../ports/keeper.ts';
import type { QueryPorts } from '../ports/query-ports.ts';
import type { ReadTransaction, Transaction } from '../ports/store.ts';
import { pruneRecords } from '../records/prune-records.ts';
import { readPage } from '../records/read-page.ts';
import { removeRecords } from '../records/remove-records.ts';
import { logBook } from './log-book.ts';

/** What the other services know of a request: newest first. */
export type FindOthers = (tx: ReadTransaction, matches: (one: { readonly correlationId?: unknown }) => boolean) => Promise<Pick<RequestTrail, 'errors' | 'calls'>>;

/** Finds log entries and writes them out. */
export class LogQueries implements LogsApi {
  readonly #ports: QueryPorts;
  readonly #others: FindOthers;

  constructor(ports: QueryPorts, others: FindOthers) {
    this.#ports = ports;
    this.#others = others;
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
  async export(query: LogExportQuery = {}): Promise<string> {
    let { text, cursor } = await this.exportChunk(query);
    while (cursor) {
      const next = await this.exportChunk(query, cursor);
      text += next.text;
      cursor = next.cursor;
    }
    return text;
  }

  /**
   * The document in parts: each reads so many rows of the store and no more, whatever is found there, so that nothing waits for long.
   *
   * @throws {TypeError} when the format or the range is unknown
   */
  async exportChunk({ format = 'ndjson', range, from = 0, to = Infinity, limit = Infinity, ...query }: LogExportQuery = {}, cursor?: ExportCursor | null): Promise<ExportChunk> {
    const form = logFormats[format];
    if (!form) throw new TypeError(`prescripto-ops: export format: expected ${Object.keys(logFormats).join(' | ')}, got ${JSON.stringify(format)}`);
    const at = cursor ?? { before: undefined, from, to, ...(range && resolveRange(range, this.#ports.now())), left: limit, begun: false };
    const { items, next } = await this.#ports.store.read((tx) => readPage(tx, logBook, at, at.from));
    const found = items.filter(createLogFilter(query)).slice(0, at.left);
    const left = at.left - found.length;
    const more = next && left > 0 ? { ...next, from: at.from, left, begun: at.begun || found.length > 0 } : null;
    const text = found.length ? (at.begun ? form.between : '') + form.write(found) : '';
    return { text: (cursor ? '' : form.head) + text + (more ? '' : form.tail), cursor: more };
  }

  async getRequest(correlationId: string): Promise<RequestTrail> {
    const is = (one: { readonly correlationId?: unknown }): boolean => one.correlationId === correlationId;
    const { calls, errors, entries } = await this.#ports.store.read(async (tx) => ({
      entries: await logBook.newest(tx, Infinity, is),
      ...(await this.#others(tx, is)),
    }));
    return { correlationId, entries: [...entries].reverse(), errors: [...errors].reverse(), calls: [...calls].reverse() };
  }
}

/** A person's rights over the entries that are of them, or about them. */
export const logKeeper: Keeper = {
  retention: [logBook.retention],
  eraseUser: async (tx: Transaction, userId: string) => (await removeRecords(tx, logBook, (entry) => concernsUser(entry, userId))).length,
  exportUser: (tx: ReadTransaction, userId: string) => logBook.newest(tx, Infinity, (entry) => concernsUser(entry, userId)),
  prune: (tx, now) => pruneRecords(tx, logBook, now),
};
