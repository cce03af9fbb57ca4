import type { LogEntry, LogExportQuery, LogQuery } from '../../contract/log-entry.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { LogSignal } from '../../contract/signal.ts';
import { recordBase } from '../../domain/delivery/record-base.ts';
import { concernsUser } from '../../domain/logging/concerns-user.ts';
import { createLogFilter } from '../../domain/logging/log-filter.ts';
import { logFormats } from '../../domain/logging/log-formats.ts';
import { resolveRange } from '../../domain/resolve-range.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { ReadTransaction, Store, Transaction } from '../ports/store.ts';
import { RecordLog } from '../records/record-log.ts';

export interface LoggingPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Outbox;
}

const log = new RecordLog<LogEntry>({ store: 'logs', maxAge: 7 * 86_400_000, maxRows: 20_000 });

/** Keeps log entries, finds them and writes them out. */
export class LoggingService {
  readonly retention = [log.retention];
  readonly #ports: LoggingPorts;

  constructor(ports: LoggingPorts) {
    this.#ports = ports;
  }

  /** Stores what a tab logged and queues it for the backend. Levels are the tab's matter: it drops at the source, by its own options and debug mode. */
  ingest(tx: Transaction, client: ClientInfo, signals: readonly LogSignal[]): LogEntry[] {
    const entries = signals.map((signal) => toEntry(client, signal));
    log.append(tx, entries);
    this.#ports.outbox.add(tx, 'logs', entries);
    return entries;
  }

  /** Newest first. */
  query({ limit = 200, ...query }: LogQuery = {}): Promise<LogEntry[]> {
    return this.#ports.store.read((tx) => log.newest(tx, limit, createLogFilter(query), query));
  }

  /**
   * The whole document as a text, newest first; without a limit everything that matches.
   *
   * @throws {TypeError} when the format or the range is unknown
   */
  async export({ format = 'ndjson', range, limit = Infinity, ...query }: LogExportQuery = {}): Promise<string> {
    const write = logFormats[format];
    if (!write) throw new TypeError(`prescripto-ops: export format: expected ${Object.keys(logFormats).join(' | ')}, got ${JSON.stringify(format)}`);
    return write(await this.query({ ...query, ...(range && resolveRange(range, this.#ports.clock.now())), limit }));
  }

  prune(tx: Transaction, now: number): Promise<void> {
    return log.prune(tx, now);
  }

  /** Removes every entry of the user or about the user; answers how many. */
  async eraseUser(tx: Transaction, userId: string): Promise<number> {
    return (await log.remove(tx, (entry) => concernsUser(entry, userId))).length;
  }

  exportUser(tx: ReadTransaction, userId: string): Promise<readonly LogEntry[]> {
    return log.newest(tx, Infinity, (entry) => concernsUser(entry, userId));
  }
}

function toEntry(client: ClientInfo, signal: LogSignal): LogEntry {
  const { level, type, message, correlationId = null, context, error = null, scope } = signal;
  return { ...recordBase('log', client, signal), level, type, message, correlationId, user: scope.user, context: { ...scope.context, ...context }, error };
}
