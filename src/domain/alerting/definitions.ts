import type { AlertDefinition, Channel } from '../../contract/alert.ts';
import type { Severity } from '../../contract/severity.ts';

/**
 * How the value of a built-in alert comes about. `ratio`, `p95` and `drop` are levels: they are bad for as long as the
 * window is. `count` and `quiet` are occurrences: each opens or repeats, and a window without one clears.
 * `told`: somebody else says when it is over.
 */
export type Measure = 'ratio' | 'p95' | 'drop' | 'count' | 'quiet' | 'told';

export interface BuiltInAlert {
  readonly definition: AlertDefinition;
  readonly measure: Measure;
  /** What has to change for it to be evaluated. */
  readonly stream: 'api' | 'payments' | 'syncs' | 'bookings' | 'security' | 'sessions' | null;
}

type Line = readonly [
  id: string, name: string, category: string, severity: Severity, threshold: number, window: number, suppressionWindow: number,
  measure: Measure, stream: BuiltInAlert['stream'], channels: string, path: string, description: string,
];

// Ratios are shares of 1, latencies ms, counts plain; windows are minutes. An alert fires above its threshold, never at it.
const table: readonly Line[] = [
  [
    'high_error_rate', 'High error rate', 'system', 'HIGH', 0.05, 5, 15, 'ratio', 'api',
    'IN_APP EMAIL SLACK', 'dev-team ops-team', 'More than 5 % of API calls fail',
  ],
  [
    'api_response_time', 'Slow API', 'performance', 'MEDIUM', 2000, 5, 15, 'p95', 'api',
    'IN_APP SLACK', 'dev-team performance-team', 'The slowest 5 % of API calls take more than 2 s',
  ],
  [
    'user_session_errors', 'Errors in one session', 'user_experience', 'MEDIUM', 3, 30, 30, 'count', 'sessions',
    'IN_APP SLACK', 'ux-team dev-team', 'One session met more than 3 different errors',
  ],
  [
    'security_breach', 'Security event', 'security', 'CRITICAL', 0, 60, 0, 'count', 'security',
    'IN_APP EMAIL SMS SLACK', 'security-team ops-team management', 'A security event was seen',
  ],
  [
    'payment_failures', 'Payment failures', 'business', 'CRITICAL', 0.05, 15, 15, 'ratio', 'payments',
    'IN_APP EMAIL SMS SLACK', 'payments-team ops-team management', 'More than 5 % of payments fail',
  ],
  [
    'data_sync_failure', 'Data sync failure', 'data', 'HIGH', 0, 15, 15, 'count', 'syncs',
    'IN_APP EMAIL SLACK', 'data-team ops-team', 'A sync failed after its retries',
  ],
  [
    'booking_conversion_drop', 'Booking conversion drop', 'business', 'HIGH', 0.2, 60, 60, 'drop', 'bookings',
    'IN_APP EMAIL SLACK', 'business-team management', 'Fewer started bookings are finished: more than 20 % below the week before',
  ],
  [
    'critical_error', 'Critical error', 'system', 'CRITICAL', 0, 60, 15, 'quiet', null,
    'IN_APP EMAIL SMS SLACK', 'dev-team ops-team management', 'A critical error was captured',
  ],
  [
    'performance_issue', 'Performance issue', 'performance', 'MEDIUM', 0, 15, 15, 'quiet', null,
    'IN_APP SLACK', 'dev-team performance-team', 'A performance threshold was crossed',
  ],
  [
    'system_unhealthy', 'System unhealthy', 'system', 'HIGH', 0, 5, 5, 'told', null,
    'IN_APP EMAIL SLACK', 'ops-team management', 'The overall health status is UNHEALTHY or CRITICAL',
  ],
];

/** The alerts that are there from the start, by id. */
export const builtInAlerts: ReadonlyMap<string, BuiltInAlert> = new Map(
  table.map(([id, name, category, severity, threshold, window, suppressionWindow, measure, stream, channels, path, description]) => [
    id,
    {
      measure,
      stream,
      definition: {
        id,
        name,
        category,
        severity,
        threshold,
        window,
        description,
        channels: channels.split(' ') as Channel[],
        escalationPath: path.split(' '),
        suppressionWindow,
        builtIn: true,
        evaluation: stream ? 'stream' : 'event',
      },
    },
  ]),
);

/** An alert has one severity, but for the system status: a CRITICAL system is a CRITICAL incident. */
export function severityOf(definition: AlertDefinition, data: Readonly<Record<string, unknown>>): Severity {
  return definition.id === 'system_unhealthy' && data['status'] === 'CRITICAL' ? 'CRITICAL' : definition.severity;
}
