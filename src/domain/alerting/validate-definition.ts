import type { AlertCondition, AlertDefinition } from '../../contract/alert.ts';
import type { Result } from '../../contract/runtime-api.ts';
import { findConditionFault } from './conditions/find-condition-fault.ts';
import { burnWindow } from './conditions/measure.ts';
import { builtInAlerts } from './built-in-alerts.ts';
import { definitionRules } from './definition-rules.ts';
import { findFault } from './find-fault.ts';

const defaults = { description: '', channels: ['IN_APP'], escalationPath: ['on-call'], suppressionWindow: 15, dependsOn: [] };

function windowFault({ aggregate }: AlertCondition, { window, threshold }: AlertDefinition): string {
  if (aggregate !== 'burn_rate' || (window === burnWindow && threshold === 1)) return '';
  return `condition.aggregate: expected a window of ${burnWindow} and a threshold of 1 with "burn_rate", got ${window} and ${threshold}`;
}

/**
 * Turns what `registerAlert` was given into a definition, or says what is wrong with it. Under a built-in's id it replaces
 * threshold, window, severity and channels, as far as they are given; the alert is still evaluated as before.
 */
export function validateDefinition(id: string, input: object): Result<AlertDefinition> {
  const builtIn = builtInAlerts.get(id);
  // As JSON, so that what is `undefined` is absent.
  const given = { ...(builtIn ?? defaults), ...(JSON.parse(JSON.stringify(input ?? {})) as object), id } as Partial<AlertDefinition>;
  const { name, category, severity, threshold, window, channels } = given;
  const error = findFault({ name, category, severity, threshold, window, ...given }, definitionRules);
  if (error) return { ok: false, error };
  const condition = given.condition;
  const fault = condition && !builtIn ? findConditionFault(condition) || windowFault(condition, given as AlertDefinition) : '';
  if (fault) return { ok: false, error: fault };
  const value = builtIn ? { ...builtIn, severity, threshold, window, channels } : { ...given, builtIn: false, evaluation: condition ? 'stream' : 'manual' };
  return { ok: true, value: value as AlertDefinition };
}
