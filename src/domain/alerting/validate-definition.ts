import type { AlertDefinition } from '../../contract/alert.ts';
import type { Result } from '../../contract/runtime-api.ts';
import { builtInAlerts } from './built-in-alerts.ts';
import { findFault } from './find-fault.ts';

const required = { name: null, category: null, severity: null, threshold: null, window: null };
const defaults = { ...required, description: '', channels: ['IN_APP'], escalationPath: ['on-call'], suppressionWindow: 15 };

/**
 * Turns what `registerAlert` was given into a definition, or says what is wrong with it. Under a built-in's id it replaces
 * threshold, window, severity and channels, as far as they are given; the alert is still evaluated as before.
 */
export function validateDefinition(id: string, input: object): Result<AlertDefinition> {
  const builtIn = builtInAlerts.get(id)?.definition;
  // As JSON, so that what is `undefined` is absent.
  const { threshold, window, severity, channels, ...rest } = { ...(builtIn ?? defaults), ...(JSON.parse(JSON.stringify(input ?? {})) as AlertDefinition) };
  const tuned = { threshold, window, severity, channels };
  const error = findFault(builtIn ? tuned : { ...rest, ...tuned, id });
  if (error) return { ok: false, error };
  return { ok: true, value: { ...(builtIn ?? { ...rest, id, builtIn: false, evaluation: 'manual' }), ...tuned } };
}
