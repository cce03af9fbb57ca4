import type { HealthStatus } from '../../src/contract/health.ts';
import { severities, type Severity } from '../../src/contract/severity.ts';
import type { Phrase, PhraseValues } from '../shared/dictionary.ts';
import type { DashboardData } from './ops-dashboard.ts';

export type PanelName = 'health' | 'alerts' | 'errors' | 'performance';

/** How one panel stands, in a word and a sentence. */
export interface Standing {
  readonly panel: PanelName;
  readonly title: Phrase;
  readonly state: HealthStatus | Severity;
  readonly says: readonly [Phrase, PhraseValues];
  /** 0 is worst; of the same order the first stays first. */
  readonly rank: number;
}

const worst: readonly (HealthStatus | Severity)[] = ['CRITICAL', 'UNHEALTHY', 'HIGH', 'DEGRADED', 'MEDIUM', 'UNKNOWN', 'LOW', 'INFO', 'HEALTHY'];

/** All of it in four lines, the worst first. What nobody has looked at lately (`fresh`) is unknown. */
export function standings({ status, incidents, stats, groups, budgets }: DashboardData, fresh: boolean): readonly Standing[] {
  const { summary } = status;
  const open = groups.filter((group) => group.status === 'unresolved');
  const worstOf = (found: readonly Severity[]): Severity | undefined => severities.find((severity) => found.includes(severity));
  const over = budgets.filter((budget) => budget.status === 'over').length;
  const measured = budgets.some((budget) => budget.status !== 'no data');
  const loud = open.filter((group) => group.isSpike || group.isRegressed || group.isNew).length;
  const all: readonly Omit<Standing, 'rank'>[] = [
    { panel: 'health', title: 'System health', state: status.status, says: ['{healthy} of {total} healthy', { healthy: summary.healthy, total: summary.total }] },
    {
      panel: 'alerts', title: 'Alerts', state: worstOf(incidents.map(({ severity }) => severity)) ?? 'HEALTHY',
      says: incidents.length ? ['{n} active, {free} without an owner', { n: incidents.length, free: incidents.filter(({ acknowledgement }) => !acknowledgement).length }] : ['No active alerts', {}],
    },
    {
      panel: 'errors', title: 'Errors', state: loud ? (worstOf(open.map(({ severity }) => severity)) ?? 'LOW') : open.length ? 'LOW' : 'HEALTHY',
      says: ['{n} unresolved, {loud} new, spiking or back', { n: open.length, loud, total: stats.total }],
    },
    { panel: 'performance', title: 'Performance', state: over ? 'DEGRADED' : measured ? 'HEALTHY' : 'UNKNOWN', says: over ? ['{n} budget over its limit|{n} budgets over their limits', { n: over }] : [measured ? 'Every budget is kept.' : 'no data', {}] },
  ];
  return all
    .map((standing) => (fresh ? standing : { ...standing, state: 'UNKNOWN' as const }))
    .map((standing) => ({ ...standing, rank: worst.indexOf(standing.state) }))
    .sort((a, b) => a.rank - b.rank);
}
