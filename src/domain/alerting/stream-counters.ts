import type { BusinessEvent } from '../../contract/config.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { LogEntry } from '../../contract/log-entry.ts';
import type { ApiCallRecord } from '../../contract/performance.ts';
import { addHistograms, recordLatency } from './latency-histogram.ts';
import type { LatencyHistogram } from './latency-histogram.ts';

/** `bookings_hourly` is the same as `bookings` by the hour: the baseline of a week in 168 rows. */
export type Stream = 'api' | 'payments' | 'syncs' | 'bookings' | 'bookings_hourly' | 'security';

/** What happened in a stream in one minute (or hour). `at`: its beginning, epoch ms. Two of them add up. */
export interface Counter {
  readonly stream: Stream;
  readonly at: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly latency: LatencyHistogram;
}

export interface Observation {
  readonly calls: readonly ApiCallRecord[];
  readonly errors: readonly ErrorRecord[];
  readonly logs: readonly LogEntry[];
}

const streamOf: Readonly<Record<BusinessEvent, { readonly stream: Stream; readonly count: string }>> = {
  payment_succeeded: { stream: 'payments', count: 'succeeded' },
  payment_failed: { stream: 'payments', count: 'failed' },
  payment_declined: { stream: 'payments', count: 'declined' },
  sync_completed: { stream: 'syncs', count: 'completed' },
  sync_failed: { stream: 'syncs', count: 'failed' },
  booking_started: { stream: 'bookings', count: 'started' },
  appointment_booked: { stream: 'bookings', count: 'booked' },
};

const minute = 60_000;
const hour = 3_600_000;

export function startOfStep(stream: Stream, at: number): number {
  const step = stream === 'bookings_hourly' ? hour : minute;
  return Math.floor(at / step) * step;
}

/**
 * Counts a batch, one counter a stream and minute. `names` maps an application's own event names onto ours. What claims to
 * come from the future counts as now.
 *
 * An aborted call and one made offline say nothing about the API and are no part of its total; 4xx are calls that succeeded
 * in saying no.
 */
export function countStreams(seen: Observation, names: Readonly<Record<string, BusinessEvent>>, now: number): readonly Counter[] {
  const counters = new Map<string, Counter>();
  const add = (stream: Stream, timestamp: number, counts: Readonly<Record<string, number>>, duration?: number): void => {
    const at = startOfStep(stream, Math.min(timestamp, now));
    const latency = duration === undefined ? {} : recordLatency({}, duration);
    const key = `${stream}:${at}`;
    const one: Counter = { stream, at, counts, latency };
    const sum = counters.get(key);
    counters.set(key, sum ? addCounters(sum, one) : one);
  };

  for (const call of seen.calls) {
    if (call.outcome === 'aborted' || call.outcome === 'offline') continue;
    const failed = call.outcome === 'server_error' || call.outcome === 'timeout' || call.outcome === 'network';
    // A connection that is refused at once would make a dead API look fast.
    add('api', call.timestamp, { total: 1, failed: failed ? 1 : 0 }, call.outcome === 'network' ? undefined : call.duration);
  }
  for (const error of seen.errors) if (error.category === 'security') add('security', error.timestamp, { total: 1 });
  for (const entry of seen.logs) {
    if (entry.type === 'security') add('security', entry.timestamp, { total: 1 });
    if (entry.type !== 'business' && entry.type !== 'user_action') continue;
    const name = Object.hasOwn(names, entry.message) ? names[entry.message] : entry.message;
    const counted = name !== undefined && Object.hasOwn(streamOf, name) ? streamOf[name as BusinessEvent] : undefined;
    if (!counted) continue;
    add(counted.stream, entry.timestamp, { [counted.count]: 1 });
    if (counted.stream === 'bookings') add('bookings_hourly', entry.timestamp, { [counted.count]: 1 });
  }
  return [...counters.values()];
}

/** The sum keeps the stream and the time of `a`. */
export function addCounters(a: Counter, b: Counter): Counter {
  const counts: Record<string, number> = { ...a.counts };
  for (const name in b.counts) counts[name] = (counts[name] ?? 0) + (b.counts[name] ?? 0);
  return { ...a, counts, latency: addHistograms(a.latency, b.latency) };
}

export function sumCounters(stream: Stream, at: number, counters: readonly Counter[]): Counter {
  return counters.reduce<Counter>(addCounters, { stream, at, counts: {}, latency: {} });
}
