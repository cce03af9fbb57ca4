import type { ErrorRecord } from '../../../src/contract/error-record.ts';

/** An error record with what a test does not care about filled in. */
export function recordOf(given: Partial<ErrorRecord> = {}): ErrorRecord {
  const timestamp = given.timestamp ?? Date.UTC(2026, 0, 5, 9);
  return {
    id: `error_${timestamp}_tab-1`,
    timestamp,
    name: 'TypeError',
    message: 'x is not a function',
    stack: '',
    frames: [],
    cause: [],
    category: 'javascript',
    severity: 'HIGH',
    mechanism: 'onerror',
    handled: false,
    url: 'https://clinic.example/book?step=2',
    userId: null,
    sessionId: 'session-1',
    tabId: 'tab',
    app: 'clinic',
    release: '1.0.0',
    environment: 'production',
    browserContext: { browser: 'chrome' },
    appContext: {},
    signature: 'abc123def456',
    fingerprint: 'def456ghi789',
    tags: ['browser:chrome'],
    breadcrumbs: [],
    performance: {},
    ...given,
  };
}
