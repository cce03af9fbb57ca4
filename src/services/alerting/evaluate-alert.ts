import type { AlertDefinition } from '../../contract/alert.ts';
import { evaluationOf } from '../../domain/alerting/alert-levels.ts';
import { nothing } from '../../domain/alerting/counters.ts';
import { judge } from '../../domain/alerting/judge.ts';
import type { Finding } from '../../domain/alerting/judge.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { day, hour, minute, readCounters } from '../records/counter-rows.ts';

/** Evaluates an alert on its counters now. */
export async function evaluateAlert(tx: ReadTransaction, definition: Pick<AlertDefinition, 'id' | 'threshold' | 'window'>, now: number): Promise<Finding> {
  const start = now - definition.window * minute;
  const counters = await readCounters(tx, minute, start, now);
  // A week is read only for what is compared with it.
  const before = counters.counts['booking_started'] ? await readCounters(tx, hour, start - 7 * day, start - hour) : nothing;
  return judge(definition, evaluationOf(definition.id), counters, before, now);
}
