import type { AlertDefinition } from '../../contract/alert.ts';
import { evaluationOf } from '../../domain/alerting/alert-levels.ts';
import { nothing } from '../../domain/alerting/counters.ts';
import { judge, levelText } from '../../domain/alerting/judge.ts';
import type { Finding } from '../../domain/alerting/judge.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { readWindows } from './read-windows.ts';

type Limit = Pick<AlertDefinition, 'id' | 'threshold' | 'window'>;

/** Evaluates an alert on its counters now. */
export async function evaluateAlert(tx: ReadTransaction, definition: Limit, now: number): Promise<Finding> {
  const [counters, before] = await readWindows(tx, definition.window, now);
  return judge(definition, evaluationOf(definition.id), counters, before, now);
}

/** Why a level fires, by what was found of it; `undefined`: the alert is none. */
export function describeLevel(definition: Limit, value: number | null, size: number | null): string | undefined {
  const evaluate = evaluationOf(definition.id);
  return typeof evaluate === 'function' ? levelText(definition, { ...evaluate(nothing, nothing), value, size: size ?? 0 }) : undefined;
}
