import type { CheckRegistration } from '../../contract/health.ts';
import { apiCheck, builtInChecks, type CheckDefinition } from './definitions.ts';

/** The fifteen included. */
export const maxChecks = 115;

const rules = { id: /^[\w.-]{1,100}$/, name: /^.{1,200}$/, tier: /^(critical|important|normal|background)$/ };

/** Reads a registration as it came over the wire; unknown members are left behind. A text says what is wrong with it. */
export function readRegistration(given: CheckRegistration): CheckDefinition | string {
  const { id, name = id, tier = 'normal', interval, timeout, component, url, tabId, dependsOn = component && apiCheck } = given;
  const read = { id, name, tier, interval, timeout, component, url, tabId, dependsOn };
  for (const member of ['id', 'name', 'tier'] as const)
    if (!rules[member].test(read[member])) return `health check: ${member}: expected ${rules[member]}, got ${read[member]}`;
  if (builtInChecks.some((check) => check.id === id)) return `health check: id: expected a new one, got ${id}`;
  const sources = [component, url, tabId].filter((source) => source && typeof source === 'string').length;
  return sources === 1 ? read : `health check: expected one of check, component, url, got ${sources}`;
}
