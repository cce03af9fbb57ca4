import type { AlertDefinition } from '../../contract/alert.ts';
import type { Result } from '../../contract/runtime-api.ts';
import { severities } from '../../contract/severity.ts';
import { builtInAlerts } from './definitions.ts';
import { between, faultsIn, listOf, oneOf, text } from './rules.ts';
import type { Rules } from './rules.ts';

/** Minutes: the streams remember a day by the minute. */
const longestWindow = 1_440;

const rules: Rules = {
  id: ['1 to 100 letters, digits, "_", "." or "-"', (value) => typeof value === 'string' && /^[\w.-]{1,100}$/.test(value)],
  name: text(200),
  category: text(100),
  severity: oneOf(severities),
  threshold: ['a finite number', Number.isFinite],
  window: between(1, longestWindow),
  description: text(1_000, 0),
  channels: listOf(oneOf(['IN_APP', 'EMAIL', 'SMS', 'SLACK', 'PUSH', 'WEBHOOK'])),
  escalationPath: listOf(text(100)),
  suppressionWindow: between(0, longestWindow),
};

/** A breach is never suppressed. */
const breachRules: Rules = { ...rules, suppressionWindow: between(0, 0) };

const defaults = { description: '', channels: ['IN_APP'], escalationPath: ['on-call'], suppressionWindow: 15, builtIn: false, evaluation: 'manual' as const };

/**
 * Turns what `registerAlert` was given into a definition, or says everything that is wrong with it. Under a built-in's id it
 * changes that alert: what is absent keeps the built-in's value, and it is still evaluated as before.
 */
export function validateDefinition(id: string, input: object): Result<AlertDefinition> {
  const { builtIn, evaluation, ...base } = builtInAlerts.get(id)?.definition ?? defaults;
  const given = { ...base, ...Object.fromEntries(Object.entries(input ?? {}).filter(([, value]) => value !== undefined)), id };
  const error = faultsIn(given, id === 'security_breach' ? breachRules : rules);
  if (error) return { ok: false, error };
  const valid = given as Omit<AlertDefinition, 'builtIn' | 'evaluation'>;
  return { ok: true, value: { ...valid, escalationPath: [...new Set(valid.escalationPath)], builtIn, evaluation } };
}
