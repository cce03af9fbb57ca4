import type { ResolvedConfig } from '../../contract/config.ts';
import type { CheckTier } from '../../contract/health.ts';
import type { CheckRow } from './check-row.ts';
import { apiCheck } from './definitions.ts';

/** How a check is set up now: by its definition, the page's options, and what a person has switched. */
export interface CheckSetup {
  readonly kind: 'report' | 'probe' | 'facts' | 'task';
  /** Whom to ask: a URL or the id of a tab. */
  readonly at: string;
  /** Needs a network. */
  readonly remote: boolean;
  /** ms between two runs: a second to a day */
  readonly every: number;
  /** ms; a run that takes longer has failed */
  readonly patience: number;
  /** While that check is UNHEALTHY this one would only report the same fault again. */
  readonly parent: string;
  /** Why it is off; `null`: it is on. */
  readonly reason: string | null;
}

/** A check as one works with it. */
export type Check = CheckRow & CheckSetup;

const timeouts: Readonly<Record<CheckTier, number>> = { critical: 5_000, important: 8_000, normal: 10_000, background: 15_000 };

/** @param tab the one to ask of those that offer the check, `undefined`: none is open */
export function setUp(check: CheckRow, { health, endpoints }: ResolvedConfig, tab: string | undefined): CheckSetup {
  const { id, tier, url, endpoint, component, tabId, on, interval, timeout } = check;
  const own = url ?? (endpoint && endpoints[endpoint]);
  // A page's function knows better than a probe, as long as the page is open.
  const kind = tabId && (tab || !(own ?? component)) ? 'task' : own ? 'probe' : component ? 'report' : 'facts';
  const at = { task: tab, probe: own, report: endpoints.health, facts: id }[kind];
  const missing = at ? null : kind === 'task' ? 'its tab is closed' : 'no endpoint configured';
  return {
    kind,
    at: at ?? '',
    remote: kind === 'report' || kind === 'probe',
    every: Math.min(86_400_000, Math.max(1_000, interval ?? health.intervals[tier])),
    patience: timeout ?? timeouts[tier],
    // A probe of its own does not go through the API.
    parent: check.dependsOn ?? (kind === 'report' && id !== apiCheck ? apiCheck : ''),
    reason: (on ?? (health.enabled && !health.disabled.includes(id))) ? missing : `disabled by ${on === false ? 'hand' : 'configuration'}`,
  };
}
