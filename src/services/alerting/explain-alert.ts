import type { AlertDefinition, AlertExplanation } from '../../contract/alert.ts';
import { builtInAlerts } from '../../domain/alerting/built-in-alerts.ts';
import { mergeCounters } from '../../domain/alerting/counters.ts';
import { judge } from '../../domain/alerting/judge.ts';
import type { Finding } from '../../domain/alerting/judge.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { day, hour, minute, readCounters } from './counter-rows.ts';
import { loadDefinitions, unknownAlert } from './definition-rows.ts';
import { latestIncident } from './incident-rows.ts';

/** Evaluates an alert on its counters now. */
export async function evaluateAlert(tx: ReadTransaction, definition: AlertDefinition, now: number): Promise<Finding> {
  const start = now - definition.window * minute;
  const counters = await readCounters(tx, minute, start, now);
  // A week is read only for what is compared with it.
  const before = counters.counts['booking_started'] ? await readCounters(tx, hour, start - 7 * day, start - hour) : mergeCounters([]);
  return judge(definition, builtInAlerts.get(definition.id)?.evaluation ?? null, counters, before, now);
}

/** Why an alert does or does not fire: its numbers now, and the step that stops it. */
export async function explainAlert(tx: ReadTransaction, alertId: string, now: number): Promise<AlertExplanation> {
  const definitions = await loadDefinitions(tx);
  const definition = definitions.get(alertId);
  const { error: text } = unknownAlert(definitions, alertId);
  if (!definition) return { alertId, evaluatedAt: null, state: 'not_registered', value: null, threshold: 0, sampleSize: null, lowerBound: null, step: 'never_evaluated', text };
  const { explanation } = await evaluateAlert(tx, definition, now);
  const { value, state, step, sampleSize } = explanation;
  const latest = await latestIncident(tx, alertId);
  const firing = latest?.state === 'firing' ? latest : null;
  const quiet = latest?.silencedBy ? 'silenced' : firing?.escalation.level ? 'fired' : 'suppressed';
  return {
    ...explanation,
    value: value ?? firing?.value ?? null,
    state: firing ? 'firing' : state,
    step: (sampleSize === null ? firing : step === 'fired' && latest) ? quiet : step,
  };
}
