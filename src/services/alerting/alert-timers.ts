import type { AlertDefinition, Silence } from '../../contract/alert.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import { findSilence } from '../../domain/alerting/find-silence.ts';
import type { IncidentCommand, IncidentState } from '../../domain/alerting/incident-state.ts';
import type { Transaction } from '../ports/store.ts';
import type { AlertEvaluator } from './alert-evaluator.ts';
import { isFiring } from './incident-book.ts';
import type { IncidentBook } from './incident-book.ts';
import { loadSilences } from './silence-book.ts';
import { nothingBrought } from './stream-book.ts';
import { keepWatch, tickInterval } from './watch.ts';

/** ms between two looks while something is firing: how late a resolution may be */
const firingInterval = 30_000;

export interface Ticked {
  readonly events: readonly OpsEvent[];
  /** epoch ms */
  readonly nextAt: number;
}

/** What an incident must be told of the silences that hold now; `null`: nothing. */
export function silenceCommand({ incident }: IncidentState, silences: readonly Silence[], now: number): IncidentCommand | null {
  const silence = findSilence(silences, incident, now);
  if (silence) return silence.id === incident.silencedBy ? null : { kind: 'silence', silenceId: silence.id, text: silence.reason };
  return incident.silencedBy === null ? null : { kind: 'unsilence' };
}

/** Does what is due: silences that began or ended, acknowledgements that ran out, escalation, alerts that have become good. */
export async function runTimers(
  tx: Transaction,
  book: IncidentBook,
  evaluator: AlertEvaluator,
  definitions: ReadonlyMap<string, AlertDefinition>,
  now: number,
): Promise<Ticked> {
  const watch = await keepWatch(tx, 'tick', now);
  const silences = await loadSilences(tx);
  const events: OpsEvent[] = [];

  const carryOut = async (state: IncidentState, command: IncidentCommand): Promise<IncidentState> => {
    const outcome = await book.carryOut(tx, state, command);
    events.push(...outcome.events);
    return outcome.state ?? state;
  };

  for (const firing of await book.firing(tx)) {
    const definition = definitions.get(firing.incident.alertId);
    // First whether it is over: nobody is called for what has just become good.
    if (definition && definition.evaluation !== 'manual') events.push(...(await evaluator.judge(tx, definition, nothingBrought, watch)));
    let state = await book.byId(tx, firing.incident.id);
    if (!isFiring(state)) continue;
    if (state.incident.escalation.nextAt !== null && state.incident.escalation.nextAt <= now && watch.slept) state = await carryOut(state, { kind: 'rearm' });
    const command = silenceCommand(state, silences, now);
    if (command) state = await carryOut(state, command);
    if ((state.incident.acknowledgement?.expiresAt ?? Infinity) <= now) state = await carryOut(state, { kind: 'ackExpired' });
    if ((state.incident.escalation.nextAt ?? Infinity) <= now) await carryOut(state, { kind: 'escalate' });
  }

  const open = await book.firing(tx);
  const deadlines = open.flatMap(({ incident }) => [incident.escalation.nextAt, incident.acknowledgement?.expiresAt ?? null]);
  const ends = open.length > 0 ? silences.map(({ until }) => until) : [];
  const due = [...deadlines, ...ends].filter((at): at is number => at !== null && at > now);
  return { events, nextAt: Math.min(now + (open.length > 0 ? firingInterval : tickInterval), ...due) };
}
