import type { BusinessEvent } from '../../contract/config.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { LogEntry } from '../../contract/log-entry.ts';
import type { ApiCallRecord } from '../../contract/performance.ts';
import { isCounted, isFailure, isTimed } from '../performance/outcome.ts';

export interface Observation {
  readonly calls: readonly ApiCallRecord[];
  readonly errors: readonly ErrorRecord[];
  readonly logs: readonly LogEntry[];
}

/** One thing that counts, by the name of its counter. */
export interface Counted {
  readonly name: string;
  /** epoch ms */
  readonly timestamp: number;
  /** ms, of an API call that was answered or timed out: a connection refused at once would make a dead API look fast */
  readonly duration?: number | undefined;
}

const businessEvent = /^(payment_(succeeded|failed|declined)|sync_(completed|failed)|booking_started|appointment_booked)$/;

/** What of a batch counts. `names` maps an application's own event names onto ours. */
export function countedIn({ calls, errors, logs }: Observation, names: Readonly<Record<string, BusinessEvent>>): readonly Counted[] {
  const counted: Counted[] = [];
  for (const { outcome, timestamp, duration } of calls)
    if (isCounted(outcome)) counted.push({ name: isFailure(outcome) ? 'api_failed' : 'api_ok', timestamp, duration: isTimed(outcome) ? duration : undefined });
  for (const { category, timestamp } of errors) if (category === 'security') counted.push({ name: 'security', timestamp });
  for (const { type, message, timestamp } of logs) {
    const name = type === 'business' || type === 'user_action' ? (names[message] ?? message) : '';
    if (type === 'security') counted.push({ name: type, timestamp });
    else if (businessEvent.test(name)) counted.push({ name, timestamp });
  }
  return counted;
}
