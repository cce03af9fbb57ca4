import type { AlertDefinition } from '../../contract/alert.ts';
import { quantile } from '../performance/quantile-sketch.ts';
import type { Counters } from './counters.ts';
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

/** What is known of an alert while it is only looked for. */
export type Watched = Pick<AlertDefinition, 'id' | 'threshold' | 'window' | 'condition'>;

// Shares are of 1, latencies ms; windows are minutes. An alert fires above its threshold, never at it.
const table: readonly (readonly [id: string, threshold: number, window: number, evaluation?: Evaluation])[] = [
  ['high_error_rate', 0.05, 5, errorRate],
  ['api_response_time', 2000, 5, slowest],
  ['user_session_errors', 3, 30, 'seen'],
  ['security_breach', 0, 60, 'seen'],
  ['payment_failures', 0.05, 15, paymentFailures],
  ['data_sync_failure', 0, 15, 'sync_completed'],
  ['booking_conversion_drop', 0.2, 60, conversionDrop],
  ['critical_error', 0, 60, 'seen'],
  ['performance_issue', 0, 15, 'seen'],
  ['system_unhealthy', 0, 5],
];

/** The alerts that are there from the start, by id, as far as they are looked for: the worker has no room for more of them (docs/decisions/019). */
export const alertLevels: ReadonlyMap<string, Watched> = new Map(table.map(([id, threshold, window]) => [id, { id, threshold, window }]));

export function evaluationOf(alertId: string): Evaluation {
  return table.find(([id]) => id === alertId)?.[3];
}
