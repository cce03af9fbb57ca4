import type { AlertDefinition, AlertExplanation } from '../../contract/alert.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import { decide } from '../../domain/alerting/decide.ts';
import { builtInAlerts } from '../../domain/alerting/definitions.ts';
import { evaluate } from '../../domain/alerting/evaluate.ts';
import { sampleOf } from '../../domain/alerting/sample.ts';
import type { Counts } from '../../domain/alerting/tally.ts';
import type { ReadTransaction, Transaction } from '../ports/store.ts';
import type { AlertingPorts } from './alerting-ports.ts';
import { readWindow } from './counters.ts';
import { loadDefinitions, unknownAlert } from './definition-book.ts';
import { changeIncident, latestIncident, triggerIncident } from './incidents.ts';
import { lastWatch } from './watch.ts';
import type { Watch } from './watch.ts';

/** Looks at one alert now, and does what follows. */
export async function judge(tx: Transaction, ports: AlertingPorts, definition: AlertDefinition, brought: Counts, watch: Watch): Promise<readonly OpsEvent[]> {
  const now = ports.clock.now();
  const builtIn = builtInAlerts.get(definition.id);
  if (!builtIn) return [];
  const window = await readWindow(tx, builtIn, definition, brought, watch.observedAt, now);
  const evaluation = evaluate(builtIn.measure, definition, sampleOf(builtIn, window), now);
  const latest = await latestIncident(tx, definition.id);
  const open = latest?.state === 'firing' ? latest : null;
  const times = builtIn.measure === 'count' ? (brought[builtIn.counters[0] ?? ''] ?? 0) : 0;
  const next = decide(evaluation, open, { window: definition.window, watchedSince: watch.watchedSince, occurred: times }, now);
  if (next === 'trigger') return (await triggerIncident(tx, ports, definition, { ...evaluation.explanation, times, data: window.data, context: {} })).events;
  return next && open ? (await changeIncident(tx, ports, open, next)).events : [];
}

/** Why an alert does or does not fire: its numbers now, and the step that stops it. */
export async function explain(tx: ReadTransaction, alertId: string, now: number): Promise<AlertExplanation> {
  const definitions = await loadDefinitions(tx);
  const definition = definitions.get(alertId);
  const builtIn = builtInAlerts.get(alertId);
  const latest = await latestIncident(tx, alertId);
  const firing = latest?.state === 'firing';
  const nothing = { alertId, evaluatedAt: null, value: latest?.value ?? null, threshold: definition?.threshold ?? 0, sampleSize: null, lowerBound: null };
  if (!definition) return { ...nothing, state: 'not_registered', step: 'never_evaluated', text: unknownAlert(alertId, definitions).error };
  const state = firing ? 'firing' : 'inactive';
  if (!builtIn || definition.evaluation !== 'stream') {
    const step = builtIn ? (firing ? 'fired' : 'never_evaluated') : 'manual_only';
    return { ...nothing, state, step, text: 'it fires when it is triggered' };
  }
  const window = await readWindow(tx, builtIn, definition, {}, (await lastWatch(tx, now)).observedAt, now);
  const { explanation } = evaluate(builtIn.measure, definition, sampleOf(builtIn, window), now);
  const { step } = explanation;
  const quiet = latest?.silencedBy ? 'silenced' : firing && latest.paged ? step : 'suppressed';
  return { ...explanation, state: firing ? state : explanation.state, step: step === 'fired' && latest ? quiet : step };
}
