import { findFault } from '../alerting/find-fault.ts';
import { builtInChecks, type CheckDefinition } from './definitions.ts';

const rules = { id: /^"[\w.-]{1,100}"$/, name: /^".{1,1000}"$/, tier: /^"(critical|important|normal|background)"$/, 'number of check, component, url': /^1$/ };

/** The fifteen included. */
export const maxChecks = 115;

/** Reads a registration as it came over the wire; unknown members are left behind. A text says what is wrong with it. */
export function readRegistration({ id, name, tier, interval, timeout, dependsOn, component, url, tabId }: Partial<CheckDefinition>): CheckDefinition | string {
  const sources = [component, url, tabId].filter(Boolean).length;
  // What is asked of others, a page may know a better way to ask. What the pages tell is told already.
  const fault = findFault({ id: builtInChecks.some((check) => check.id === id && check.component === undefined) ? `${id} (built in)` : id, name, tier, 'number of check, component, url': sources }, rules);
  return fault || ({ id, name, tier, interval, timeout, dependsOn, component, url, tabId } as CheckDefinition);
}
