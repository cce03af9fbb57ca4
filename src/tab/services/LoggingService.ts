import type { FlushOptions } from '../../contract/runtime-api.ts';
import type { LogEntry, LogExportQuery, LogLevel, LogQuery, LogType, RequestTrail } from '../../contract/log-entry.ts';
import { cloneable, cut } from '../capture/cloneable.ts';
import { serializeError } from '../capture/serialize-error.ts';
import { moreOf } from '../more-of.ts';
import { theAgent } from '../the-agent.ts';
import { ask, reads } from './reader.ts';
import { setUser } from './set-user.ts';

type Context = Readonly<Record<string, unknown>>;

/** Everything that writes returns at once and never throws; what reads asks the runtime. */
export interface Logger {
  error(message: string, error?: unknown, context?: Context): void;
  warn(message: string, context?: Context): void;
  info(message: string, context?: Context): void;
  debug(message: string, context?: Context): void;
  trace(message: string, context?: Context): void;
  userAction(action: string, context?: Context): void;
  performance(metric: string, value: number, context?: Context): void;
  business(event: string, data?: Context): void;
  security(event: string, context?: Context): void;
  setUser(id: string | null, profile?: Context): void;
  /** A logger that adds `context` to each of its entries. */
  child(context: Context): Logger;
  /** A child whose entries carry this correlation id, or that of a request: by its response, its error, the `Request` or the `XMLHttpRequest` (option `correlation`). */
  withCorrelation(of: string | object): Logger;
  /** Resolves when everything logged before is stored and one delivery has been tried. `rejected`: what the backend refused is sent again, too. */
  flush(options?: FlushOptions): Promise<void>;
  /** The whole document as one text; `exportStream` needs less memory. */
  export(query?: LogExportQuery): Promise<string>;
  /** The document in parts, each read from the store when it is asked for. */
  exportStream(query?: LogExportQuery): Promise<LogStream>;
  query(query?: LogQuery): Promise<readonly LogEntry[]>;
  /** Logs, errors and API calls of one request. */
  getRequest(correlationId: string): Promise<RequestTrail>;
  /** From now on the transport is handed this tab's entries once they are stored: complete and scrubbed. The result removes it. */
  addTransport(transport: LogTransport): () => void;
}

/** A stream of texts; for `for await` as well where the engine's own streams are not. */
export type LogStream = ReadableStream<string> & AsyncIterable<string>;

/** What it throws, or rejects with, is counted as `invalid`. */
export type LogTransport = ((entry: LogEntry) => unknown) | { write(entry: LogEntry): unknown };

/** What is no object stands under a name. */
const copy = (context: unknown): Context => {
  const plain = cloneable(context);
  return plain === Object(plain) ? (plain as Context) : plain === undefined ? {} : { value: plain };
};

function createLogger(base: Context, correlationId?: unknown): Logger {
  const write = (door: unknown, level: LogLevel, type: LogType, message: unknown, context?: Context, error?: unknown): void =>
    void theAgent().put(
      {
        kind: 'log',
        level,
        type,
        message: cut(message),
        context: { ...base, ...copy(context) },
        correlationId: cloneable(correlationId ?? theAgent().correlations.get(Object(error))) as string | undefined,
        error: error ? serializeError(error) : undefined,
      },
      door,
    );
  const door = (level: LogLevel, type: LogType = 'log') => {
    // No tail call, in which JavaScriptCore forgets who has called.
    const self = (message: unknown, context?: Context): void => {
      write(self, level, type, message, context);
    };
    return self;
  };
  return reads('logs', {
    warn: door('WARN'),
    info: door('INFO'),
    debug: door('DEBUG'),
    trace: door('TRACE'),
    userAction: door('INFO', 'user_action'),
    business: door('INFO', 'business'),
    security: door('WARN', 'security'),
    error: function self(message, error, context) {
      write(self, 'ERROR', 'log', message, context, error);
    },
    performance: function self(metric, value, context) {
      write(self, 'INFO', 'performance', metric, { ...copy(context), value: cloneable(value) });
    },
    setUser,
    child: (context) => createLogger({ ...base, ...copy(context) }, correlationId),
    withCorrelation: (of) => createLogger(base, of === Object(of) ? theAgent().correlations.get(of as object) : of),
    flush: (options) => ask('flush', options) as Promise<void>,
    addTransport(transport) {
      const added = moreOf('addTransport', theAgent(), transport, Date.now());
      return () => void added.then((remove) => remove(), () => 0);
    },
  });
}

export const log: Logger = createLogger({});
export default log;
