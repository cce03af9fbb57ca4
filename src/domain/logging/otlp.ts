/** OTLP/JSON logs, opentelemetry-proto 1.x: 64-bit integers as strings, ids in hex, enums as numbers. */
import type { LogEntry, LogLevel } from '../../contract/log-entry.ts';

type AnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number | string }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } }
  | { readonly kvlistValue: { readonly values: readonly Attribute[] } }
  | Record<string, never>;

interface Attribute {
  readonly key: string;
  readonly value: AnyValue;
}

/** The first number of each range of the log data model. */
const severityNumbers: Readonly<Record<LogLevel, number>> = { TRACE: 1, DEBUG: 5, INFO: 9, WARN: 13, ERROR: 17 };

function anyValue(value: unknown): AnyValue {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'bigint':
      return { intValue: String(value) };
    case 'number':
      return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: Number.isFinite(value) ? value : String(value) };
    case 'object':
      if (value === null) return {};
      return Array.isArray(value) ? { arrayValue: { values: value.map(anyValue) } } : { kvlistValue: { values: attributes(value as Readonly<Record<string, unknown>>) } };
    default:
      return {};
  }
}

/** `undefined` and `null` are left out: absent is how OTLP says that. */
function attributes(from: Readonly<Record<string, unknown>>): Attribute[] {
  return Object.entries(from).flatMap(([key, value]) => (value === undefined || value === null ? [] : [{ key, value: anyValue(value) }]));
}

/** Milliseconds, with a fraction perhaps, as nanoseconds: in two parts, because they do not fit into a double. */
function nanoseconds(ms: number): string {
  const whole = Math.floor(ms);
  return whole + String(Math.floor((ms - whole) * 1e6)).padStart(6, '0');
}

/** W3C: 32 hex digits, not all zero. Any other correlation id is an attribute. */
function isTraceId(id: string): boolean {
  return /^[\da-f]{32}$/i.test(id) && !/^0+$/.test(id);
}

function logRecord(entry: LogEntry): unknown {
  const { timestamp, level, message, correlationId, user, error } = entry;
  const traceId = correlationId && isTraceId(correlationId) ? correlationId.toLowerCase() : undefined;
  return {
    timeUnixNano: nanoseconds(timestamp),
    observedTimeUnixNano: nanoseconds(timestamp),
    severityNumber: severityNumbers[level],
    severityText: level,
    body: { stringValue: message },
    attributes: attributes({
      'log.record.uid': entry.id,
      'log.type': entry.type,
      'session.id': entry.sessionId,
      'browser.tab.id': entry.tabId,
      'url.full': entry.url || undefined,
      'user.id': user?.id,
      'user.profile': user && Object.keys(user.profile).length ? user.profile : undefined,
      'correlation.id': traceId ? undefined : correlationId,
      'exception.type': error?.name,
      'exception.message': error?.message,
      'exception.stacktrace': error?.stack || undefined,
      context: Object.keys(entry.context).length ? entry.context : undefined,
    }),
    ...(traceId && { traceId }),
  };
}

/** One `ResourceLogs` for each application, release and environment among `entries`, whose order is kept within each. */
export function toResourceLogs(entries: readonly LogEntry[]): unknown[] {
  const resources = new Map<string, LogEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.app, entry.release, entry.environment]);
    const known = resources.get(key);
    if (known) known.push(entry);
    else resources.set(key, [entry]);
  }
  return [...resources.values()].map((own) => ({
    resource: {
      attributes: attributes({
        'service.name': own[0]?.app,
        'service.version': own[0]?.release || undefined,
        'deployment.environment.name': own[0]?.environment,
        'telemetry.sdk.name': 'prescripto-ops',
        'telemetry.sdk.language': 'webjs',
      }),
    },
    scopeLogs: [{ scope: { name: 'prescripto-ops' }, logRecords: own.map(logRecord) }],
  }));
}
