import { apiCheck, builtInChecks, type CheckDefinition } from './definitions.ts';

/** The fifteen included. */
export const maxChecks = 115;

const text = /^".{1,200}"$/;

/** Of each member what its JSON must look like. */
const rules: Readonly<Partial<Record<keyof CheckDefinition, RegExp>>> = {
  id: /^"[\w.-]{1,100}"$/,
  name: text,
  tier: /^"(critical|important|normal|background)"$/,
  interval: /^[1-9]\d{3,7}$/,
  timeout: /^[1-9]\d{2,4}$/,
  dependsOn: text,
  component: text,
  url: /^"https?:\/\/.{1,2000}"$/,
  tabId: text,
};

/**
 * Reads a registration as it came over the wire; unknown members are left behind. A text says what is wrong with it.
 *
 * @param ids of the checks that there are
 */
export function readRegistration(given: Readonly<Record<string, unknown>>, ids: readonly unknown[]): CheckDefinition | string {
  const { id, name = id, tier = 'normal', component, dependsOn = component && apiCheck } = given;
  const read: Record<string, unknown> = { ...given, id, name, tier, dependsOn };
  const wrong = (member: string, expected: unknown): string => `health check: ${member}: expected ${String(expected)}, got ${JSON.stringify(read[member])}`;
  for (const [member, pattern] of Object.entries(rules))
    if ((read[member] !== undefined || member === 'id') && !pattern.test(JSON.stringify(read[member]))) return wrong(member, pattern);
  if (builtInChecks.some((check) => check.id === id)) return wrong('id', 'none of the built-in checks');
  if (dependsOn && (dependsOn === id || !ids.includes(dependsOn))) return wrong('dependsOn', 'the id of another check');
  if (ids.length >= maxChecks && !ids.includes(id)) return `health check: expected at most ${maxChecks}`;
  const sources = [component, read['url'], read['tabId']].filter(Boolean).length;
  if (sources !== 1) return `health check: expected exactly one of check, component, url, got ${sources}`;
  return Object.fromEntries(Object.entries(read).filter(([member, value]) => member in rules && value !== undefined)) as unknown as CheckDefinition;
}
