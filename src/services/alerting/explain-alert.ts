import type { AlertExplanation } from '../../contract/alert.ts';
import { isOpen } from '../../domain/alerting/incident-row.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { findCondition } from './condition-rows.ts';
import { loadDefinitions, unknownAlert } from './load-definitions.ts';
import { evaluateAlert } from './evaluate-alert.ts';
import { latestIncident } from './incident-rows.ts';

/** Why an alert does or does not fire: its numbers now, and the step that stops it. */
export async function explainAlert(tx: ReadTransaction, alertId: string, now: number): Promise<AlertExplanation> {
  const definitions = await loadDefinitions(tx);
  const definition = definitions.get(alertId);
  const { good: _good, ...found } = definition?.condition ? (await findCondition(tx, definition, now)).finding : await evaluateAlert(tx, definition ?? { id: alertId, threshold: 0, window: 0 }, now);
  if (!definition) return { ...found, state: 'not_registered', text: unknownAlert(definitions, alertId) };
  const { value, state, step, sampleSize } = found;
  const latest = await latestIncident(tx, alertId);
  const open = latest && isOpen(latest) ? latest : null;
  const mute = latest?.silencedBy ? 'silenced' : latest?.inhibitedBy ? 'inhibited' : open?.flapping ? 'flapping' : open?.acknowledgement ? 'acknowledged' : null;
  const quiet = mute ?? (open?.escalation.level ? 'fired' : 'suppressed');
  const isSettled = sampleSize === null ? open : step === 'fired' && latest;
  return {
    ...found,
    value: value ?? open?.value ?? null,
    state: open?.state === 'firing' || open?.state === 'recovering' ? open.state : state,
    step: isSettled || (open && mute) ? quiet : step,
  };
}
