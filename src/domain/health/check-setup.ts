import type { ResolvedConfig } from '../../contract/config.ts';
import type { CheckTier } from '../../contract/health.ts';
import type { CheckRow } from './check-row.ts';
import { builtInChecks, timeouts } from './definitions.ts';

export type Source =
  | { readonly kind: 'report'; readonly names: readonly string[] }
  | { readonly kind: 'probe'; readonly url: string }
  | { readonly kind: 'socket'; readonly url: string }
  | { readonly kind: 'facts' }
  | { readonly kind: 'task'; readonly tabId: string };

/** A check as it is set up now: by its definition, the page's options, and what a person has switched. */
export interface CheckSetup {
  readonly id: string;
  readonly name: string;
  readonly tier: CheckTier;
  /** ms */
  readonly interval: number;
  readonly timeout: number;
  readonly dependsOn: string | null;
  /** Needs a network. */
  readonly remote: boolean;
  /** `null`: cannot be run, see `off`. */
  readonly source: Source | null;
  /** Why it is off; `null`: it is on. */
  readonly off: string | null;
}

/** @param live whether a tab can still be asked */
export function setUp(row: CheckRow, config: ResolvedConfig, live: (tabId: string) => boolean): CheckSetup {
  const definition = builtInChecks.find(({ id }) => id === row.key);
  const { custom } = row;
  const tier = custom?.tier ?? definition?.tier ?? 'normal';
  const found = custom ? customSource(row, config, live) : builtInSource(row.key, config);
  const source = typeof found === 'string' ? null : found;
  const { health } = config;
  const switchedOff =
    row.enabled === false
      ? 'disabled by hand'
      : !health.enabled
        ? 'disabled by the option health.enabled'
        : row.enabled === null && health.disabled.includes(row.key)
          ? 'disabled by the option health.disabled'
          : null;
  return {
    id: row.key,
    name: custom?.name ?? definition?.name ?? row.key,
    tier,
    interval: Math.max(1_000, custom?.interval ?? health.intervals[tier]),
    timeout: custom?.timeout ?? timeouts[tier],
    // A probe of its own does not go through the API.
    dependsOn: custom ? (custom.dependsOn ?? (custom.component === undefined ? null : 'api_connectivity')) : source?.kind === 'report' ? (definition?.dependsOn ?? null) : null,
    remote: source?.kind === 'report' || source?.kind === 'probe' || source?.kind === 'socket',
    source: switchedOff ? null : source,
    off: switchedOff ?? (typeof found === 'string' ? found : row.unavailable),
  };
}

function builtInSource(id: string, { endpoints }: ResolvedConfig): Source | string {
  const definition = builtInChecks.find((check) => check.id === id);
  if (!definition) return 'no such check any more';
  if (definition.source === 'facts') return { kind: 'facts' };
  if (definition.source === 'socket' && endpoints.ws) return { kind: 'socket', url: endpoints.ws };
  if (definition.source === 'probe' && endpoints.cdn) return { kind: 'probe', url: endpoints.cdn };
  return endpoints.health ? { kind: 'report', names: definition.components } : 'no endpoint configured';
}

function customSource({ custom, tabs }: CheckRow, { endpoints }: ResolvedConfig, live: (tabId: string) => boolean): Source | string {
  if (custom?.url !== undefined) return { kind: 'probe', url: custom.url };
  if (custom?.component !== undefined) return endpoints.health ? { kind: 'report', names: [custom.component] } : 'no endpoint configured';
  const tabId = tabs.findLast(live);
  return tabId === undefined ? 'its tab is closed' : { kind: 'task', tabId };
}
