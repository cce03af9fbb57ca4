import type { ErrorRecord } from '../../contract/error-record.ts';
import type { LogEntry } from '../../contract/log-entry.ts';
import type { ApiCallRecord } from '../../contract/performance.ts';
import { isCounted, isFailure } from '../performance/outcome.ts';
import { addSum, type Sums, sumsSince } from './sums.ts';

export interface ObservedBatch {
  readonly calls: readonly ApiCallRecord[];
  readonly errors: readonly ErrorRecord[];
  readonly logs: readonly LogEntry[];
}

export const minute = 60_000;
/** Interventions, deprecations and failed resources are no errors that somebody forgot to handle. */
const uncaught = /^on|worker/;

/** Counts, by minute, what checks ask for: `calls failed unhandled scripts security`. */
export function countFacts(before: Sums, { calls, errors, logs }: ObservedBatch, now: number): Sums {
  const counts = sumsSince(before, now / minute - 15);
  const count = (at: number, name: string): void => addSum(counts, Math.min(at, now) / minute, name, 1);
  for (const { timestamp, outcome } of calls) {
    if (isCounted(outcome)) count(timestamp, 'calls');
    if (isFailure(outcome)) count(timestamp, 'failed');
  }
  for (const { timestamp, category, mechanism, message } of errors)
    if (category === 'security') count(timestamp, category);
    else if (uncaught.test(mechanism)) count(timestamp, 'unhandled');
    else if (mechanism === 'resource' && message.startsWith('script')) count(timestamp, 'scripts');
  for (const { timestamp, type } of logs) if (type === 'security') count(timestamp, type);
  return counts;
}
