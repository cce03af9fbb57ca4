import { findFault } from '../alerting/find-fault.ts';
import { builtInChecks, type CheckDefinition } from './definitions.ts';

const rules = {
  id: /^"[\w.-]{1,100}"$/,
  name: /^".{1,1000}"$/,
  tier: /^"(critical|important|normal|background)"$/,
  'number of check, component, url': /^1$/,
  url: /^(undefined|"(https?|wss?):.+")$/,
  dependsOn: /^(undefined|"[\w.-]{1,100}")$/,
};

/** As it is asked for, or as it was given where it is none. */
const hrefOf = (url: string): string => {
  try {
    return new URL(url).href;
  } catch {
    return `no URL: ${url}`;
  }
};

const spanFault = (name: string, ms: number | undefined, least: number, most: number): string =>
  ms === undefined || (typeof ms === 'number' && ms >= least && ms <= most) ? '' : `${name}: expected ${least} to ${most} ms, got ${JSON.stringify(ms)}`;

/** The fifteen included. */
export const maxChecks = 115;

/** Reads a registration as it came over the wire; unknown members are left behind. A text says what is wrong with it. */
export function readRegistration({ id, name, tier, interval, timeout, dependsOn, component, url, tabId }: Partial<CheckDefinition>): CheckDefinition | string {
  const given = {
    // What is asked of others, a page may know a better way to ask. What the pages tell is told already.
    id: builtInChecks.some((check) => check.id === id && check.component === undefined) ? `${id} (built in)` : id,
    name,
    tier,
    'number of check, component, url': [component, url, tabId].filter(Boolean).length,
    url: url && hrefOf(url),
    dependsOn,
  };
  const fault = findFault(given, rules) || spanFault('interval', interval, 1_000, 86_400_000) || spanFault('timeout', timeout, 1, 60_000);
  // The report is asked for once for all: a component has no patience of its own.
  return fault || ({ id, name, tier, interval, timeout: component ? undefined : timeout, dependsOn, component, url: given.url, tabId } as CheckDefinition);
}
