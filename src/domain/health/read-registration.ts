import { builtInChecks, type CheckDefinition } from './definitions.ts';

/** The fifteen included. */
export const maxChecks = 115;

const sources = ['component', 'url', 'tabId'];
const members = ['id', 'name', 'tier', 'interval', 'timeout', 'dependsOn', ...sources];
const rules = {
  id: /^[\w.-]{1,100}$/,
  name: /^.{1,200}$/,
  tier: /^(critical|important|normal|background)$/,
  'number of check, component, url': /^1$/,
};

/** Reads a registration as it came over the wire; unknown members are left behind. A text says what is wrong with it. */
export function readRegistration(given: Readonly<Record<string, unknown>>): CheckDefinition | string {
  const id = String(given['id']);
  const read: Readonly<Record<string, unknown>> = {
    ...given,
    id: builtInChecks.some((check) => check.id === id) ? `${id} (built in)` : id,
    'number of check, component, url': sources.filter((source) => given[source]).length,
  };
  for (const [member, rule] of Object.entries(rules)) if (!rule.test(String(read[member]))) return `health check: ${member}: expected ${rule}, got ${String(read[member])}`;
  return Object.fromEntries(members.map((member) => [member, read[member]])) as unknown as CheckDefinition;
}
