import type { AlertDefinition, Channel } from '../../contract/alert.ts';

/**
 * How the value of a built-in alert comes about. `share`, `p95` and `drop` are levels: bad for as long as the window is.
 * `count`: each occurrence opens or repeats, and a window without one clears. `told`: somebody else says when it is over.
 */
export type Measure = 'share' | 'p95' | 'drop' | 'count' | 'told';

export interface BuiltInAlert {
  readonly definition: AlertDefinition;
  readonly measure: Measure;
  /** The counters it is made of, the one that says "bad" first; of a drop the one that says "started". */
  readonly counters: readonly string[];
}

type Line = readonly [
  id: string, name: string, category: string, severity: 'CRITICAL' | 'HIGH' | 'MEDIUM', threshold: number, window: number, suppressionWindow: number,
  measure: Measure, counters: string, path: string, description: string,
];

// Shares are of 1, latencies ms, counts plain; windows are minutes. An alert fires above its threshold, never at it.
const table: readonly Line[] = [
  [
    'high_error_rate', 'High error rate', 'system', 'HIGH', 0.05, 5, 15,
    'share', 'api_failed api_ok', 'dev-team ops-team', 'More than 5 % of API calls fail',
  ],
  [
    'api_response_time', 'Slow API', 'performance', 'MEDIUM', 2000, 5, 15,
    'p95', 'api_failed api_ok', 'dev-team performance-team', 'The slowest 5 % of API calls take more than 2 s',
  ],
  [
    'user_session_errors', 'Errors in one session', 'user_experience', 'MEDIUM', 3, 30, 30,
    'count', 'session_errors', 'ux-team dev-team', 'One session met more than 3 different errors',
  ],
  [
    'security_breach', 'Security event', 'security', 'CRITICAL', 0, 60, 0,
    'count', 'security', 'security-team ops-team management', 'A security event was seen',
  ],
  [
    'payment_failures', 'Payment failures', 'business', 'CRITICAL', 0.05, 15, 15,
    'share', 'payment_failed payment_succeeded payment_declined', 'payments-team ops-team management', 'More than 5 % of payments fail',
  ],
  [
    'data_sync_failure', 'Data sync failure', 'data', 'HIGH', 0, 15, 15,
    'count', 'sync_failed sync_completed', 'data-team ops-team', 'A sync failed after its retries',
  ],
  [
    'booking_conversion_drop', 'Booking conversion drop', 'business', 'HIGH', 0.2, 60, 60,
    'drop', 'booking_started appointment_booked', 'business-team management', 'Fewer started bookings are finished: more than 20 % below the week before',
  ],
  [
    'critical_error', 'Critical error', 'system', 'CRITICAL', 0, 60, 15,
    'count', '', 'dev-team ops-team management', 'A critical error was captured',
  ],
  [
    'performance_issue', 'Performance issue', 'performance', 'MEDIUM', 0, 15, 15,
    'count', '', 'dev-team performance-team', 'A performance threshold was crossed',
  ],
  [
    'system_unhealthy', 'System unhealthy', 'system', 'HIGH', 0, 5, 5,
    'told', '', 'ops-team management', 'The overall health status is UNHEALTHY or CRITICAL',
  ],
];

const channels: Readonly<Record<Line[3], readonly Channel[]>> = {
  CRITICAL: ['IN_APP', 'EMAIL', 'SMS', 'SLACK'],
  HIGH: ['IN_APP', 'EMAIL', 'SLACK'],
  MEDIUM: ['IN_APP', 'SLACK'],
};

/** The alerts that are there from the start, by id. */
export const builtInAlerts: ReadonlyMap<string, BuiltInAlert> = new Map(
  table.map(([id, name, category, severity, threshold, window, suppressionWindow, measure, counters, path, description]) => [
    id,
    {
      measure,
      counters: counters.split(' '),
      definition: {
        id,
        name,
        category,
        severity,
        threshold,
        window,
        description,
        channels: channels[severity],
        escalationPath: path.split(' '),
        suppressionWindow,
        builtIn: true,
        evaluation: counters ? 'stream' : 'event',
      },
    },
  ]),
);
