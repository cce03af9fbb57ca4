import type { FlushOptions } from '../../contract/runtime-api.ts';
import type { LogEntry, LogExportQuery, LogLevel, LogQuery, LogType } from '../../contract/log-entry.ts';
import { cloneable, cut } from '../capture/cloneable.ts';
import { serializeError } from '../capture/serialize-error.ts';
import { theAgent } from '../the-agent.ts';
import { ask, reads } from './reader.ts';

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
  /** A child whose entries carry this correlation id. */
  withCorrelation(id: string): Logger;
  /** Resolves when everything logged before is stored and one delivery has been tried. `rejected`: what the backend refused is sent again, too. */
  flush(options?: FlushOptions): Promise<void>;
  export(query?: LogExportQuery): Promise<string>;
  query(query?: LogQuery): Promise<readonly LogEntry[]>;
}

/** Method, level, type. */
const doors: readonly (readonly [keyof Logger, LogLevel, LogType])[] = [
  ['warn', 'WARN', 'log'],
  ['info', 'INFO', 'log'],
  ['debug', 'DEBUG', 'log'],
  ['trace', 'TRACE', 'log'],
  ['userAction', 'INFO', 'user_action'],
  ['business', 'INFO', 'business'],
  ['security', 'WARN', 'security'],
];

const copy = (context: Context | undefined): Context => Object(cloneable(context)) as Context;

function createLogger(base: Context, correlationId?: string): Logger {
  const write = (level: LogLevel, type: LogType, message: unknown, context?: Context, error?: unknown): void =>
    void theAgent().put({
      kind: 'log',
      level,
      type,
      message: cut(message),
      context: { ...base, ...copy(context) },
      correlationId: cloneable(correlationId) as string | undefined,
      error: error ? serializeError(error) : undefined,
    });
  return reads('logs', {
    ...(Object.fromEntries(doors.map(([name, level, type]) => [name, (message: unknown, context?: Context) => write(level, type, message, context)])) as unknown as Logger),
    error: (message, error, context) => write('ERROR', 'log', message, context, error),
    performance: (metric, value, context) => write('INFO', 'performance', metric, { ...copy(context), value: cloneable(value) }),
    setUser: (id, profile) => theAgent().setUser(id, profile),
    child: (context) => createLogger({ ...base, ...copy(context) }, correlationId),
    withCorrelation: (id) => createLogger(base, id),
    flush: (options) => ask('flush', options) as Promise<void>,
  });
}

export const log: Logger = createLogger({});
export default log;
