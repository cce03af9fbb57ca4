import type { LogEntry } from '../../contract/log-entry.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { LogSignal } from '../../contract/signal.ts';
import { recordBase } from '../../domain/delivery/record-base.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Transaction } from '../ports/store.ts';
import { logBook } from './log-book.ts';

export interface LoggingPorts {
  readonly outbox: Outbox;
}

/** Keeps log entries. */
export class LoggingService {
  readonly #ports: LoggingPorts;

  constructor(ports: LoggingPorts) {
    this.#ports = ports;
  }

  /** Stores what a tab logged and queues it for the backend. Levels are the tab's matter: it drops at the source, by its own options and debug mode. */
  ingest(tx: Transaction, client: ClientInfo, signals: readonly LogSignal[]): LogEntry[] {
    const entries = signals.map((signal) => toEntry(client, signal));
    logBook.append(tx, entries);
    this.#ports.outbox.add(tx, 'logs', entries);
    return entries;
  }
}

function toEntry(client: ClientInfo, signal: LogSignal): LogEntry {
  const { level, type, message, correlationId = null, context, error = null, scope } = signal;
  return { ...recordBase('log', client, signal), level, type, message, correlationId, user: scope.user, context: { ...scope.context, ...context }, error };
}
