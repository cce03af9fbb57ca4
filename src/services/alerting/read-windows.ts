import { type Counters, nothing } from '../../domain/alerting/counters.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { day, hour, minute, readCounters } from '../records/counter-rows.ts';

/** What was counted in the last `minutes`, and in the seven days before. */
export async function readWindows(tx: ReadTransaction, minutes: number, now: number): Promise<readonly [counters: Counters, before: Counters]> {
  const start = now - minutes * minute;
  const counters = await readCounters(tx, minute, start, now);
  // A week is read only for what is compared with it.
  return [counters, counters.counts['booking_started'] ? await readCounters(tx, hour, start - 7 * day, start - hour) : nothing];
}
