import type { AlertDefinition, AlertExplanation } from '../../contract/alert.ts';
import { evaluationOf } from '../../domain/alerting/built-in-alerts.ts';
import { nothing } from '../../domain/alerting/counters.ts';
import { judge } from '../../domain/alerting/judge.ts';
import type { Finding } from '../../domain/alerting/judge.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { day, hour, minute, readCounters } from '../records/counter-rows.ts';
import { loadDefinitions, unknownAlert } from './definition-rows.ts';
import { isOpen } from '../../domain/alerting/incident-row.ts';
import { latestIncident } from './incident-rows.ts';

/** Evaluates an alert on its counters now. */
export async function evaluateAlert(tx: ReadTransaction, definition: Pick<AlertDefinition, 'id' | 'threshold' | 'window'>, now: number): Promise<Finding> {
  const start = now - definition.window * minute;
  const counters = await readCounters(tx, minute, start, now);
  // A week is read only for what is compared with it.
  const before = counters.counts['booking_started'] ? await readCounters(tx, hour, start - 7 * day, start - hour) : nothing;
  return judge(definition, evaluationOf(definition.id), counters, before, now);
}

/** Why an alert does or does not fire: its numbers now, and the step that stops it. */
export async function explainAlert(tx: ReadTransaction, alertId: string, now: number): Promise<AlertExplanation> {
  const definitions = await loadDefinitions(tx);
  const definition = definitions.get(alertId);
  const { good: _good, ...found } = await evaluateAlert(tx, definition ?? { id: alertId, threshold: 0, window: 0 }, now);
  if (!definition) return { ...found, state: 'not_registered', text: unknownAlert(definitions, alertId) };
  const { value, state, step, sampleSize } = found;
  const latest = await latestIncident(tx, alertId);
  const open = latest && isOpen(latest) ? latest : null;
  const quiet = latest?.silencedBy ? 'silenced' : latest?.inhibitedBy ? 'inhibited' : latest?.flapping ? 'flapping' : open?.acknowledgement ? 'acknowledged' : open?.escalation.level ? 'fired' : 'suppressed';
  return {
    ...found,
    value: value ?? open?.value ?? null,
    state: open && (open.state === 'recovering' || open.state === 'firing') ? open.state : state,
    step: (sampleSize === null ? open : step === 'fired' && latest) ? quiet : step,
  };
}
