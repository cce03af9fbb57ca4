import type { ResolvedConfig } from '../../contract/config.ts';
import type { CheckRow } from './check-row.ts';
import { timeouts, type CheckDefinition } from './definitions.ts';

/** How a check is set up now: by its definition, the page's options, and what a person has switched. */
export interface CheckSetup extends Required<Pick<CheckDefinition, 'name' | 'tier' | 'interval' | 'timeout'>> {
  readonly kind: 'report' | 'probe' | 'socket' | 'facts' | 'task';
  /** Whom to ask: a URL or the id of a tab. */
  readonly at: string;
  /** Needs a network. */
  readonly remote: boolean;
  /** While that check is UNHEALTHY this one would only report the same fault again. */
  readonly parent: string | undefined;
  /** Why it is off; `null`: it is on. */
  readonly reason: string | null;
}

/** A check as one works with it. */
export type Check = CheckRow & CheckSetup;

/** @param openTab the tab to ask of those that offer the check, `undefined`: none is open */
export function setUp({ definition, tabs, on }: CheckRow, { health, endpoints }: ResolvedConfig, openTab: (tabIds: readonly string[]) => string | undefined): CheckSetup {
  const { id, name, tier, url, endpoint, component, tabId, dependsOn, interval = Math.max(1_000, health.intervals[tier]), timeout = timeouts[tier] } = definition;
  const own = url ?? (endpoint && endpoints[endpoint]);
  const kind = own ? (endpoint === 'ws' ? 'socket' : 'probe') : component ? 'report' : tabId ? 'task' : 'facts';
  const at = own || (component ? endpoints.health : tabId ? openTab(tabs) : id);
  const configured = on ?? (health.enabled && !health.disabled.includes(id));
  return {
    name,
    tier,
    interval,
    timeout,
    kind,
    at: at ?? '',
    remote: !!(own || component),
    // A probe of its own does not go through the API.
    parent: endpoint && own ? undefined : dependsOn,
    reason: configured ? (at ? null : component ? 'no endpoint configured' : 'its tab is closed') : on === false ? 'disabled by hand' : 'disabled by configuration',
  };
}
