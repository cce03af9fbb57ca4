import type { HealthCheckView, HealthStatus, SystemStatus } from '../../contract/health.ts';
import { findings } from './observation.ts';

type Counted = Pick<HealthCheckView, 'tier' | 'status' | 'enabled' | 'blockedBy' | 'timestamp'>;

/** What a system can be called, from what any check makes of it to what one alone does. */
const verdicts: readonly HealthStatus[] = [...findings.slice(0, 1), 'UNKNOWN', ...findings.slice(1)];
/** What a failing check of a tier makes of the system. The tiers without a word matter less: DEGRADED. */
const weights: Readonly<Partial<Record<string, HealthStatus>>> = { critical: 'CRITICAL', important: 'UNHEALTHY' };

/** The one word for all checks. A system of which an important part is not known is never called HEALTHY. */
export function aggregate(checks: readonly Counted[]): Omit<SystemStatus, 'since'> {
  const summary = { total: 0, healthy: 0, degraded: 0, unhealthy: 0, critical: 0, unknown: 0, disabled: 0, blocked: 0 };
  let lastCheck = 0;
  const words: HealthStatus[] = [];
  for (const { tier, status, enabled, blockedBy, timestamp } of checks) {
    lastCheck = Math.max(lastCheck, timestamp);
    if (!enabled) summary.disabled++;
    else if (blockedBy) summary.blocked++;
    else {
      summary.total++;
      summary[status.toLowerCase() as Lowercase<HealthStatus>]++;
    }
    // Offline: nothing is wrong with the server side as far as one knows, and one knows nothing.
    if (!enabled || (blockedBy && blockedBy !== 'offline')) continue;
    const weight = weights[tier];
    const word = status === 'UNHEALTHY' ? (weight ?? 'DEGRADED') : status;
    if (weight || word !== 'UNKNOWN') words.push(word);
  }
  return { status: verdicts.findLast((verdict) => words.includes(verdict)) ?? 'UNKNOWN', lastCheck, summary };
}
