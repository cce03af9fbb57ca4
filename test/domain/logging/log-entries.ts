import type { LogEntry } from '../../../src/contract/log-entry.ts';

/** An entry with everything at its plainest. */
export function logEntry(given: Partial<LogEntry> = {}): LogEntry {
  return {
    id: 'log_1767603600000_k3f9a0-1',
    timestamp: 1767603600000,
    level: 'INFO',
    type: 'log',
    message: 'Processing request',
    correlationId: null,
    sessionId: 's-1',
    tabId: 'k3f9a0',
    user: null,
    context: {},
    error: null,
    app: 'clinic',
    release: '1.4.2',
    environment: 'production',
    url: 'https://clinic.example/',
    ...given,
  };
}
