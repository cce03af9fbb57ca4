import { apiCheck, builtInChecks, type CheckDefinition } from './definitions.ts';

/** Of each member: what its JSON must look like, and that in words. */
const rules: Readonly<Record<keyof Omit<CheckDefinition, 'endpoint'>, readonly [RegExp, string]>> = {
  id: [/^"[\w.-]{1,100}"$/, 'letters, digits, "_", "-" and ".", at most 100'],
  name: [/^".{1,200}"$/, 'a text of at most 200 characters'],
  description: [/^".{0,2000}"$/, 'a text of at most 2000 characters'],
  tier: [/^"(critical|important|normal|background)"$/, 'critical | important | normal | background'],
  interval: [/^[1-9]\d{3,7}$/, 'milliseconds from 1000 to 99999999'],
  timeout: [/^[1-9]\d{2,4}$/, 'milliseconds from 100 to 99999'],
  dependsOn: [/^"/, 'the id of another check'],
  component: [/^".{1,200}"$/, 'the name of a component'],
  url: [/^"https?:\/\/[^/\s"].{0,2000}$/, 'an absolute http or https URL'],
  tabId: [/^".+"$/, 'the id of a tab'],
};

/**
 * Reads a registration as it came over the wire; unknown members are left behind. A text says what is wrong with it.
 *
 * @param known whether a check of that id exists, for `dependsOn`
 */
export function readRegistration(given: Readonly<Record<string, unknown>>, known: (id: unknown) => boolean): CheckDefinition | string {
  const { id, name = id, tier = 'normal', component, dependsOn = component && apiCheck } = given;
  const named: Readonly<Record<string, unknown>> = { ...given, name, tier, dependsOn };
  const read: Record<string, unknown> = {};
  for (const [member, [pattern, expected]] of Object.entries(rules)) {
    const value = named[member];
    if (value === undefined && member !== 'id') continue;
    const fits = pattern.test(JSON.stringify(value)) && (member !== 'dependsOn' || (value !== id && known(value)));
    if (!fits) return `health check: ${member}: expected ${expected}, got ${JSON.stringify(value)}`;
    read[member] = value;
  }
  if (builtInChecks.some((check) => check.id === id)) return `health check: id: expected a new one, got the built-in ${String(id)}`;
  const sources = ['component', 'url', 'tabId'].filter((member) => member in read).length;
  return sources === 1 ? (read as unknown as CheckDefinition) : `health check: expected exactly one of check, component, url, got ${sources}`;
}
