import type { CheckRegistration } from '../../contract/health.ts';
import { builtInChecks, tiers } from './definitions.ts';

export type Validated = { readonly ok: true; readonly value: CheckRegistration } | { readonly ok: false; readonly error: string };

const shown = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  return value === null || typeof value !== 'object' ? String(value) : 'an object';
};
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= 200;
const within = (value: unknown, low: number, high: number): boolean => value === undefined || (typeof value === 'number' && value >= low && value <= high);

function isHttp(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return /^https?:$/.test(new URL(value).protocol);
  } catch {
    return false;
  }
}

/** Which member is wrong, what was expected and what was got; `null`: none. */
function fault(given: CheckRegistration): string | null {
  const say = (member: string, expected: string, got: unknown): string => `health check: ${member}: expected ${expected}, got ${shown(got)}`;
  const { id, name, tier, interval, timeout, component, url, tabId } = given;
  if (typeof id !== 'string' || !/^[\w.-]{1,100}$/.test(id)) return say('id', 'letters, digits, "_", "-" and ".", at most 100', id);
  if (builtInChecks.some((check) => check.id === id)) return `health check: id: ${JSON.stringify(id)} is one of the built-in checks; choose another`;
  if (!isText(name)) return say('name', 'a text of at most 200 characters', name);
  if (!tiers.includes(tier)) return say('tier', tiers.join(' | '), tier);
  if (!within(interval, 5_000, 86_400_000)) return say('interval', 'milliseconds from 5000 to 86400000', interval);
  if (!within(timeout, 100, 60_000)) return say('timeout', 'milliseconds from 100 to 60000', timeout);
  const sources = [component, url, tabId].filter((source) => source !== undefined);
  if (sources.length !== 1) return `health check: expected exactly one of check, component, url, got ${sources.length}`;
  if (url !== undefined && !isHttp(url)) return say('url', 'an absolute http or https URL', url);
  if (component !== undefined && !isText(component)) return say('component', 'the name of a component', component);
  if (tabId !== undefined && !isText(tabId)) return say('tabId', 'the id of a tab', tabId);
  return null;
}

/**
 * Reads a registration as it came over the wire; unknown members are left behind.
 *
 * @param known whether a check of that id exists, for `dependsOn`
 */
export function validateRegistration(given: CheckRegistration, known: (id: string) => boolean): Validated {
  if (given === null || typeof given !== 'object') return { ok: false, error: `health check: expected an object, got ${shown(given)}` };
  const named = { ...given, name: given.name ?? given.id, tier: given.tier ?? 'normal' };
  const error = fault(named);
  if (error) return { ok: false, error };
  const { id, name, tier, description, interval, timeout, dependsOn, component, url, tabId } = named;
  if (dependsOn !== undefined && (dependsOn === id || !known(dependsOn)))
    return { ok: false, error: `health check: dependsOn: expected the id of another check, got ${shown(dependsOn)}` };
  const members = { description, interval, timeout, dependsOn, component, url, tabId };
  return { ok: true, value: { id, name, tier, ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) } };
}
