import type { ResolvedConfig } from '../../contract/config.ts';
import { logLevels, type LogEntry, type LogExportQuery, type LogQuery } from '../../contract/log-entry.ts';
import { recordId } from '../../contract/record-id.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { LogSignal } from '../../contract/signal.ts';
import type { Retention } from '../../contract/status.ts';
import { relativeRanges, type TimeRange } from '../../contract/time-range.ts';
import { concernsUser } from '../../domain/logging/concerns-user.ts';
import { createLogFilter } from '../../domain/logging/log-filter.ts';
import { joinLogs, logFormats } from '../../domain/logging/log-formats.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';
import { timeKey, type Chunk, type ReadTransaction, type Store, type Transaction } from '../ports/store.ts';

export interface LoggingPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** The runtime's configuration of the moment. */
  readonly config: () => ResolvedConfig;
}

type LogChunk = Chunk<LogEntry>;

/**
 * ms. No chunk holds entries that lie further apart, so that a chunk's key (its oldest entry) says how new its newest can
 * be: chunks of several tabs overlap, and a reader must know when it has seen everything newer than some moment.
 */
const maxSpan = 15_000;

/** epoch ms; keys of later times have a digit more and would not sort behind. */
const lastTime = 36 ** 9 - 1;

/** Chunks read in one transaction; a write waits no longer than that. */
const pageSize = 64;

/** Keeps log entries, finds them and writes them out. */
export class LoggingService {
  readonly retention: readonly Retention[] = [{ store: 'logs', maxAge: 7 * 86_400_000, maxRows: 20_000 }];
  readonly #ports: LoggingPorts;

  constructor(ports: LoggingPorts) {
    this.#ports = ports;
  }

  /**
   * Stores what a tab logged and queues it for the backend. Answers what was kept: plain TRACE and DEBUG lines that the
   * configured level leaves out are not. (The tab drops them at the source; this is for tabs with another configuration.)
   */
  ingest(tx: Transaction, client: ClientInfo, signals: readonly LogSignal[]): LogEntry[] {
    const least = logLevels.indexOf(this.#ports.config().log.level);
    const kept = signals.filter(({ level, type }) => (level !== 'TRACE' && level !== 'DEBUG') || type !== 'log' || logLevels.indexOf(level) <= least);
    if (!kept.length) return [];
    const entries = kept.map((signal) => toEntry(client, signal));
    for (const { first, items } of inSpans(kept, entries)) {
      const times = items.map(({ timestamp }) => timestamp);
      const from = Math.min(...times);
      tx.put<LogChunk>('logs', { key: timeKey(from, `${client.tabId}-${first.seq}`), from, to: Math.max(...times), items });
    }
    this.#ports.outbox.add(tx, 'logs', entries);
    return entries;
  }

  /** Newest first. */
  async query(query: LogQuery = {}): Promise<LogEntry[]> {
    const limit = query.limit ?? 200;
    const found: LogEntry[] = [];
    if (limit <= 0) return found;
    for await (const page of this.#pages(query)) {
      found.push(...page);
      if (found.length >= limit) break;
    }
    return found.slice(0, limit);
  }

  /**
   * The whole document as a text, newest first; without a limit everything that matches. It is written page by page, and
   * the pages are read in transactions of their own, so that nothing waits for a long one.
   *
   * @throws {TypeError} when the format is unknown
   */
  async export(query: LogExportQuery = {}): Promise<string> {
    const format = logFormats[query.format ?? 'ndjson'];
    if (!format) throw new TypeError(`prescripto-ops: export format: expected ${Object.keys(logFormats).join(' | ')}, got ${JSON.stringify(query.format)}`);
    const items: string[] = [];
    let left = query.limit ?? Infinity;
    if (left > 0)
      for await (const page of this.#pages({ ...query, ...this.#bounds(query.range) })) {
        items.push(...format.items(page.slice(0, left)));
        left -= page.length;
        if (left <= 0) break;
      }
    return joinLogs(format, items);
  }

  async prune(tx: Transaction, now: number): Promise<void> {
    for (const { maxAge, maxRows } of this.retention) {
      tx.deleteRange('logs', { to: timeKey(now - maxAge) });
      const excess = (await tx.count('logs')) - maxRows;
      const last = excess > 0 ? (await tx.list<LogChunk>('logs', { limit: excess })).at(-1) : undefined;
      // U+0000 behind a key makes the next possible one: the bound is exclusive.
      if (last) tx.deleteRange('logs', { to: `${last.key}\0` });
    }
  }

  /** Removes every entry of the user or about the user; answers how many. */
  async eraseUser(tx: Transaction, userId: string): Promise<number> {
    let erased = 0;
    for await (const chunk of chunks(tx)) {
      const left = chunk.items.filter((entry) => !concernsUser(entry, userId));
      if (left.length === chunk.items.length) continue;
      erased += chunk.items.length - left.length;
      if (left.length) tx.put<LogChunk>('logs', { ...chunk, items: left });
      else tx.delete('logs', chunk.key);
    }
    return erased;
  }

  async exportUser(tx: ReadTransaction, userId: string): Promise<readonly LogEntry[]> {
    const found: LogEntry[] = [];
    for await (const chunk of chunks(tx)) found.push(...chunk.items.filter((entry) => concernsUser(entry, userId)));
    return found;
  }

  /** All that matches, newest first, in pages; a page comes as soon as nothing newer than it can follow. */
  async *#pages(query: LogQuery): AsyncGenerator<LogEntry[]> {
    const matches = createLogFilter(query);
    const from = query.from === undefined ? undefined : timeKey(query.from - maxSpan);
    let to = query.to !== undefined && query.to < lastTime ? timeKey(Math.ceil(query.to)) : undefined;
    let waiting: LogEntry[] = [];
    for (;;) {
      const range = { from, to, newestFirst: true, limit: pageSize };
      const page = await this.#ports.store.read((tx) => tx.list<LogChunk>('logs', range));
      // Equal times: what was stored later, and what stands later in its chunk, is newer. The sort is stable.
      for (const chunk of page) waiting.push(...chunk.items.filter(matches).reverse());
      waiting.sort((a, b) => b.timestamp - a.timestamp);
      const oldest = page.at(-1);
      if (!oldest || page.length < pageSize) break;
      to = oldest.key;
      // Keys hold whole milliseconds, hence one more.
      const certain = waiting.findIndex(({ timestamp }) => timestamp <= oldest.from + maxSpan + 1);
      const ready = certain < 0 ? waiting : waiting.slice(0, certain);
      waiting = certain < 0 ? [] : waiting.slice(certain);
      if (ready.length) yield ready;
    }
    if (waiting.length) yield waiting;
  }

  #bounds(range: TimeRange | undefined): Pick<LogQuery, 'from' | 'to'> {
    if (range === undefined) return {};
    if (typeof range === 'object') return range;
    return { from: this.#ports.clock.now() - (typeof range === 'number' ? range : relativeRanges[range]) };
  }
}

function toEntry(client: ClientInfo, signal: LogSignal): LogEntry {
  const { at, seq, level, type, message, scope } = signal;
  return {
    id: recordId('log', at, client.tabId, seq),
    timestamp: at,
    level,
    type,
    message,
    correlationId: signal.correlationId ?? null,
    sessionId: scope.sessionId,
    tabId: client.tabId,
    user: scope.user,
    context: signal.context ? { ...scope.context, ...signal.context } : scope.context,
    error: signal.error ?? null,
    app: client.app,
    release: client.release,
    environment: client.environment,
    url: scope.url,
  };
}

/** One span for nearly every batch; more for what a sleeping or offline tab kept. */
function inSpans(signals: readonly LogSignal[], entries: readonly LogEntry[]): { readonly first: LogSignal; readonly items: LogEntry[] }[] {
  const spans: { first: LogSignal; from: number; to: number; items: LogEntry[] }[] = [];
  for (const [at, first] of signals.entries()) {
    const entry = entries[at];
    if (!entry) continue;
    const { timestamp } = entry;
    const last = spans.at(-1);
    if (last && timestamp <= last.from + maxSpan && timestamp >= last.to - maxSpan) {
      last.items.push(entry);
      last.from = Math.min(last.from, timestamp);
      last.to = Math.max(last.to, timestamp);
    } else spans.push({ first, from: timestamp, to: timestamp, items: [entry] });
  }
  return spans;
}

/** All chunks, oldest first, a page at a time. */
async function* chunks(tx: ReadTransaction): AsyncGenerator<LogChunk> {
  for (let from: string | undefined; ; ) {
    const page: LogChunk[] = await tx.list<LogChunk>('logs', { from, limit: pageSize });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    from = `${last.key}\0`;
  }
}
