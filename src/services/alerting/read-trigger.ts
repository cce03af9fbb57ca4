import type { AlertDefinition } from '../../contract/alert.ts';
import type { TriggerInput } from './alert-evaluator.ts';
import { boundData } from './bound-data.ts';

type Data = Readonly<Record<string, unknown>>;

/** Reads what a page hands to `triggerAlert`: `data.value` is the value, and the first of `message`, `alertType`, `status` says what it is about. */
export function readTrigger({ name, description, threshold }: AlertDefinition, data: Data, context: Data): TriggerInput {
  const { value: given } = data;
  const value = typeof given === 'number' && Number.isFinite(given) ? given : null;
  const said = [data['message'], data['alertType'], data['status']].find((text) => typeof text === 'string' && text !== '');
  const text = typeof said === 'string' ? said.slice(0, 500) : value === null ? description || name : `value ${value}, the limit is ${threshold}`;
  return { value, sampleSize: null, times: 1, text, data: boundData(data), context: boundData(context) };
}
