import type { BusinessEvent } from '../../contract/config.ts';
import { evaluationOf, type Watched } from '../../domain/alerting/alert-levels.ts';
import { countBatch } from '../../domain/alerting/count-batch.ts';
import type { Observation } from '../../domain/alerting/count-batch.ts';
import { fires } from '../../domain/alerting/fires.ts';
import { isOpen } from '../../domain/alerting/incident-row.ts';
import type { Transaction } from '../ports/store.ts';
import { addCounters, addSessionErrors } from '../records/counter-rows.ts';
import { latestIncident } from './incident-rows.ts';
import { readWindows } from './read-windows.ts';

type Due = readonly [alertId: string, data: Readonly<Record<string, unknown>>, times: number];

/** Counts a batch. Resolves with the alerts that it makes due, and how often each occurred: 0 for a level. */
export async function findDue(tx: Transaction, definitions: ReadonlyMap<string, Watched>, seen: Observation, names: Readonly<Record<string, BusinessEvent>>, now: number): Promise<readonly Due[]> {
  const { occurred, ...batch } = countBatch(seen, names, now);
  await addCounters(tx, batch, now);
  const user_session_errors = await addSessionErrors(tx, seen.errors, definitions.get('user_session_errors')?.threshold ?? 0);
  const due = Object.entries({ ...occurred, user_session_errors }).flatMap(([id, all]) => all.slice(-1).map((data): Due => [id, data, all.length]));
  const windows: Record<number, ReturnType<typeof readWindows>> = {};
  for (const [id, definition] of definitions) {
    const evaluate = evaluationOf(id);
    // Those that the batch says something about.
    if (typeof evaluate !== 'function' || !evaluate(batch, batch).size) continue;
    const level = evaluate(...(await (windows[definition.window] ??= readWindows(tx, definition.window, now))));
    if (!fires(level, definition.threshold)) continue;
    // What is open is looked at by the clock.
    const latest = await latestIncident(tx, id);
    if (!latest || !isOpen(latest)) due.push([id, { value: level.value, sampleSize: level.size }, 0]);
  }
  return due;
}
