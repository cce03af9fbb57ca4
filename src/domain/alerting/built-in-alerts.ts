import type { AlertDefinition, Channel } from '../../contract/alert.ts';
import { quantile } from '../performance/quantile-sketch.ts';
import type { Counters } from './counters.ts';
import { nameOf } from './name-of.ts';
import { wilson } from './wilson.ts';

/** A level: how bad it is, and on how many events that stands. */
export interface Sample {
  /** A share of 1, or ms; `null`: not enough to tell. */
  readonly value: number | null;
  readonly size: number;
  /** The end of the 95 % interval nearest to good; absent where there is none. */
  readonly lower?: number | undefined;
}

/** The value of a level in a window; `before` are the seven days before that. */
type Level = (window: Counters, before: Counters) => Sample;

/**
 * How an alert is evaluated. A level fires while it is bad and ends when it is good. A name: it fires whenever somebody says
 * that it occurred, and ends after a window without, in which that counter shows that there was something to see.
 * `undefined`: somebody else says when it ends.
 */
export type Evaluation = Level | string | undefined;

const fewestBad = 3;
const fewestBefore = 100;

function share(bad: number, size: number): Sample {
  // Fewer bad ones prove nothing, whatever the share.
  return { value: size ? bad / size : null, size, lower: bad < fewestBad ? 0 : wilson(bad, size).lower };
}

const errorRate: Level = ({ counts: { api_failed: bad = 0, api_ok: good = 0 } }) => share(bad, bad + good);

const slowest: Level = ({ latency }) => ({ value: quantile(latency, 0.95), size: latency.count });

const paymentFailures: Level = ({ counts: { payment_failed: failed = 0, payment_succeeded: paid = 0, payment_declined: declined = 0 } }) =>
  share(failed, failed + paid + declined);

/** One rate below another: sure when even the upper bound of now is below the lower bound of before. */
const conversionDrop: Level = ({ counts }, before) => {
  const { booking_started: size = 0, appointment_booked: booked = 0 } = counts;
  const { booking_started: started = 0, appointment_booked: finished = 0 } = before.counts;
  const known = size && finished && started >= fewestBefore;
  // A booking may finish in another window than it began in: above 1 is an edge, not a fact.
  return { size, value: known ? Math.max(0, 1 - (booked / size / finished) * started) : null, lower: 1 - wilson(booked, size).upper / wilson(finished, started).lower };
};

type Line = readonly [
  id: string, category: string, severity: 'CRITICAL' | 'HIGH' | 'MEDIUM', threshold: number, window: number, suppressionWindow: number,
  path: string, evaluation?: Evaluation, dependsOn?: string,
];

/** A check and an alert: while the API is down, what needs it says nothing new. */
const outages = 'api_connectivity high_error_rate';

// Shares are of 1, latencies ms; windows are minutes. An alert fires above its threshold, never at it.
const table: readonly Line[] = [
  ['high_error_rate', 'system', 'HIGH', 0.05, 5, 15, 'dev-team ops-team', errorRate],
  ['api_response_time', 'performance', 'MEDIUM', 2000, 5, 15, 'dev-team performance-team', slowest, outages],
  ['user_session_errors', 'user_experience', 'MEDIUM', 3, 30, 30, 'ux-team dev-team', 'seen'],
  ['security_breach', 'security', 'CRITICAL', 0, 60, 0, 'security-team ops-team management', 'seen'],
  ['payment_failures', 'business', 'CRITICAL', 0.05, 15, 15, 'payments-team ops-team management', paymentFailures, outages],
  ['data_sync_failure', 'data', 'HIGH', 0, 15, 15, 'data-team ops-team', 'sync_completed', outages],
  ['booking_conversion_drop', 'business', 'HIGH', 0.2, 60, 60, 'business-team management', conversionDrop, outages],
  ['critical_error', 'system', 'CRITICAL', 0, 60, 15, 'dev-team ops-team management', 'seen'],
  ['performance_issue', 'performance', 'MEDIUM', 0, 15, 15, 'dev-team performance-team', 'seen'],
  ['system_unhealthy', 'system', 'HIGH', 0, 5, 5, 'ops-team management'],
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
  table.map(([id, category, severity, threshold, window, suppressionWindow, path, , dependsOn], index) => [
    id,
    {
      id,
      name: nameOf(id),
      category,
      severity,
      threshold,
      window,
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

export function evaluationOf(alertId: string): Evaluation {
  return table.find(([id]) => id === alertId)?.[7];
}
