import type { AlertDefinition, Channel } from '../../contract/alert.ts';
import { severities } from '../../contract/severity.ts';
import { builtInAlerts } from './definitions.ts';

const channels: readonly Channel[] = ['IN_APP', 'EMAIL', 'SMS', 'SLACK', 'PUSH', 'WEBHOOK'];
const members = ['name', 'category', 'severity', 'threshold', 'window', 'description', 'channels', 'escalationPath', 'suppressionWindow'];
/** Minutes. The streams remember a day by the minute; what is only triggered may look back a month. */
const longestWindow = { stream: 1_440, manual: 43_200 };

export type Validated = { readonly ok: true; readonly definition: AlertDefinition } | { readonly ok: false; readonly errors: readonly string[] };

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  return value !== null && typeof value === 'object' ? 'an object' : typeof value === 'function' ? 'a function' : String(value);
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest;
}

/**
 * Turns what `registerAlert` was given into a definition, or says everything that is wrong with it, a line a fault:
 * `"severity": expected CRITICAL | HIGH | MEDIUM | LOW | INFO, got "SEVERE"`. Under a built-in's id it changes that
 * alert: what is absent keeps the built-in's value, and it is still evaluated as before.
 */
export function validateDefinition(id: unknown, input: unknown): Validated {
  const errors: string[] = [];
  const expect = (fine: boolean, path: string, expected: string, got: unknown): void => {
    if (!fine) errors.push(`"${path}": expected ${expected}, got ${shown(got)}`);
  };
  const textual = typeof id === 'string' && /^[\w.-]{1,100}$/.test(id);
  expect(textual, 'alertId', '1 to 100 letters, digits, "_", "." or "-"', id);
  if (input === null || typeof input !== 'object' || Array.isArray(input)) {
    expect(false, 'config', 'an object', input);
    return { ok: false, errors };
  }
  const builtIn = textual ? builtInAlerts.get(id)?.definition : undefined;
  const given: Readonly<Record<string, unknown>> = {
    description: '',
    channels: ['IN_APP'],
    escalationPath: ['on-call'],
    suppressionWindow: 15,
    ...builtIn,
    ...Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
  };
  for (const key of Object.keys(input)) if (!members.includes(key)) errors.push(`"${key}": expected one of ${members.join(', ')}, got an unknown member`);
  const { name, category, severity, threshold, window, description, channels: sent, escalationPath, suppressionWindow } = given;
  expect(isText(name, 200), 'name', 'a text of 1 to 200 characters', name);
  expect(isText(category, 100), 'category', 'a text of 1 to 100 characters', category);
  expect((severities as readonly unknown[]).includes(severity), 'severity', severities.join(' | '), severity);
  expect(Number.isFinite(threshold), 'threshold', 'a finite number', threshold);
  const longest = builtIn?.evaluation === 'stream' ? longestWindow.stream : longestWindow.manual;
  expect(typeof window === 'number' && window >= 1 && window <= longest, 'window', `a number of minutes from 1 to ${longest}`, window);
  expect(typeof description === 'string' && description.length <= 1_000, 'description', 'a text of at most 1,000 characters', description);
  if (Array.isArray(sent) && sent.length > 0)
    sent.forEach((channel, index) => expect(channels.includes(channel), `channels[${index}]`, channels.join(' | '), channel));
  else expect(false, 'channels', `a non-empty array of ${channels.join(' | ')}`, sent);
  if (Array.isArray(escalationPath) && escalationPath.length > 0 && escalationPath.length <= 10)
    escalationPath.forEach((name, index) => expect(isText(name, 100), `escalationPath[${index}]`, 'a text of 1 to 100 characters', name));
  else expect(false, 'escalationPath', 'an array of 1 to 10 names', escalationPath);
  expect(
    typeof suppressionWindow === 'number' && suppressionWindow >= 0 && suppressionWindow <= longestWindow.manual,
    'suppressionWindow',
    `a number of minutes from 0 to ${longestWindow.manual}`,
    suppressionWindow,
  );
  if (id === 'security_breach') expect(suppressionWindow === 0, 'suppressionWindow', '0, because a breach is never suppressed as flapping', suppressionWindow);
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    definition: {
      id: id as string,
      name: name as string,
      category: category as string,
      severity: severity as AlertDefinition['severity'],
      threshold: threshold as number,
      window: window as number,
      description: description as string,
      channels: [...new Set(sent as Channel[])],
      escalationPath: [...new Set(escalationPath as string[])],
      suppressionWindow: suppressionWindow as number,
      builtIn: builtIn !== undefined,
      evaluation: builtIn?.evaluation ?? 'manual',
    },
  };
}
