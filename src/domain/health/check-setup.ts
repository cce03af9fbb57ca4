import type { ResolvedConfig } from '../../contract/config.ts';
import type { CheckRow } from './check-row.ts';
import { timeouts, type CheckDefinition } from './definitions.ts';

/** A check as it is set up now: by its definition, the page's options, and what a person has switched. */
export interface CheckSetup extends CheckDefinition {
  readonly kind: 'report' | 'probe' | 'socket' | 'facts' | 'task';
  /** Whom to ask: a URL or the id of a tab. */
  readonly at: string;
  /** Needs a network. */
  readonly remote: boolean;
  /** Why it cannot be run; `null`: it can. */
  readonly off: string | null;
  /** ms */
  readonly interval: number;
  readonly timeout: number;
}

/** @param openTab the tab to ask of those that offer the check, `undefined`: none is open */
export function setUp({ definition, tabs, on }: CheckRow, { health, endpoints }: ResolvedConfig, openTab: (tabIds: readonly string[]) => string | undefined): CheckSetup {
  const { id, tier, url, endpoint, component, tabId, dependsOn } = definition;
  const own = url ?? (endpoint && endpoints[endpoint]);
  const kind = own ? (endpoint === 'ws' ? 'socket' : 'probe') : component ? 'report' : tabId ? 'task' : 'facts';
  const at = own || (component ? endpoints.health : tabId ? openTab(tabs) : id);
  const disabled = on === false ? 'by hand' : !health.enabled ? 'by the option health.enabled' : on === null && health.disabled.includes(id) ? 'by the option health.disabled' : '';
  return {
    ...definition,
    kind,
    at: at ?? '',
    remote: kind !== 'facts' && kind !== 'task',
    off: disabled ? `disabled ${disabled}` : at ? null : component ? 'no endpoint configured' : 'its tab is closed',
    interval: definition.interval ?? Math.max(1_000, health.intervals[tier]),
    timeout: definition.timeout ?? timeouts[tier],
    // A probe of its own does not go through the API.
    dependsOn: endpoint && own ? undefined : dependsOn,
  };
}
