import type { AlertDefinition, Channel } from '../../contract/alert.ts';
import { alertLevels, type Watched } from './alert-levels.ts';
import { nameOf } from './name-of.ts';

type Line = readonly [id: string, category: string, severity: 'CRITICAL' | 'HIGH' | 'MEDIUM', suppressionWindow: number, path: string, dependsOn?: string];

/** A check and an alert: while the API is down, what needs it says nothing new. */
const outages = 'api_connectivity high_error_rate';

const table: readonly Line[] = [
  ['high_error_rate', 'system', 'HIGH', 15, 'dev-team ops-team'],
  ['api_response_time', 'performance', 'MEDIUM', 15, 'dev-team performance-team', outages],
  ['user_session_errors', 'user_experience', 'MEDIUM', 30, 'ux-team dev-team'],
  ['security_breach', 'security', 'CRITICAL', 0, 'security-team ops-team management'],
  ['payment_failures', 'business', 'CRITICAL', 15, 'payments-team ops-team management', outages],
  ['data_sync_failure', 'data', 'HIGH', 15, 'data-team ops-team', outages],
  ['booking_conversion_drop', 'business', 'HIGH', 60, 'business-team management', outages],
  ['critical_error', 'system', 'CRITICAL', 15, 'dev-team ops-team management'],
  ['performance_issue', 'performance', 'MEDIUM', 15, 'dev-team performance-team'],
  ['system_unhealthy', 'system', 'HIGH', 5, 'ops-team management'],
];

/** The first of the table are evaluated from the streams, the last three stand for events of other services. */
const streams = 7;

const channels: Readonly<Record<Line[2], readonly Channel[]>> = {
  CRITICAL: ['IN_APP', 'EMAIL', 'SMS', 'SLACK'],
  HIGH: ['IN_APP', 'EMAIL', 'SLACK'],
  MEDIUM: ['IN_APP', 'SLACK'],
};

/** The alerts that are there from the start, by id. */
export const builtInAlerts: ReadonlyMap<string, AlertDefinition> = new Map(
  table.map(([id, category, severity, suppressionWindow, path, dependsOn], index) => [
    id,
    {
      ...(alertLevels.get(id) as Watched),
      name: nameOf(id),
      category,
      severity,
      suppressionWindow,
      description: '',
      channels: channels[severity],
      escalationPath: path.split(' '),
      dependsOn: dependsOn?.split(' ') ?? [],
      builtIn: true,
      evaluation: index < streams ? 'stream' : 'event',
    },
  ]),
);
