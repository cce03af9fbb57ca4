/** OTLP/JSON logs, opentelemetry-proto 1.x: 64-bit integers as strings, ids in hex, enums as numbers. */
import { type LogEntry, logLevels } from '../../contract/log-entry.ts';

function anyValue(value: unknown): object {
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isSafeInteger(value) ? { intValue: `${value}` } : { doubleValue: Number.isFinite(value) ? value : `${value}` };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  if (typeof value === 'object') return value ? { kvlistValue: { values: attributes(value) } } : {};
  return { stringValue: `${value}` };
}

/** `undefined` and `null` are left out: absent is how OTLP says that. */
const attributes = (from: object): object[] =>
  Object.entries(from).flatMap(([key, value]) => (value === undefined || value === null ? [] : { key, value: anyValue(value) }));

function logRecord({ timestamp, level, message, correlationId, error, user, ...entry }: LogEntry): object {
  // W3C: 32 hex digits, not all zero. Any other correlation id is an attribute.
  const [traceId] = /^(?!0+$)[\da-f]{32}$/.exec(correlationId?.toLowerCase() ?? '') ?? [];
  return {
    // Microseconds are the last that fit into a double.
    timeUnixNano: `${Math.round(timestamp * 1000)}000`,
    // The first number of each range of the log data model: ERROR 17, WARN 13, … TRACE 1.
    severityNumber: 17 - 4 * logLevels.indexOf(level),
    severityText: level,
    body: { stringValue: message },
    attributes: attributes({
      'log.record.uid': entry.id,
      'log.type': entry.type,
      'session.id': entry.sessionId,
      'browser.tab.id': entry.tabId,
      'url.full': entry.url,
      'user.id': user?.id,
      'user.profile': user?.profile,
      'correlation.id': traceId ? null : correlationId,
      'exception.type': error?.name,
      'exception.message': error?.message,
      'exception.stacktrace': error?.stack,
      context: entry.context,
    }),
    traceId,
  };
}

/** One `ResourceLogs` for each application, release and environment among `entries`, whose order is kept within each. */
export function toResourceLogs(entries: readonly LogEntry[]): object[] {
  const resources: Record<string, LogEntry[]> = {};
  for (const entry of entries) {
    const resource = { 'service.name': entry.app, 'service.version': entry.release, 'deployment.environment.name': entry.environment };
    (resources[JSON.stringify(attributes(resource))] ??= []).push(entry);
  }
  return Object.entries(resources).map(([resource, own]) => ({
    resource: { attributes: JSON.parse(resource) as unknown },
    scopeLogs: [{ scope: { name: 'prescripto-ops' }, logRecords: own.map(logRecord) }],
  }));
}
