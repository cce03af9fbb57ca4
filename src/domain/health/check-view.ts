import type { HealthCheckView, HealthStatus } from '../../contract/health.ts';
import { availability } from './availability.ts';
import { isStale } from './check-fold.ts';
import type { CheckRow } from './check-row.ts';
import type { CheckSetup } from './check-setup.ts';
import { isBad } from './observation.ts';

export interface SetUpCheck {
  readonly row: CheckRow;
  readonly setup: CheckSetup;
}

export type BareView = Omit<HealthCheckView, 'recoveries'>;

/** The parent that keeps a check from running, `offline`, or `null`. */
export function blockerOf(check: SetUpCheck, all: ReadonlyMap<string, SetUpCheck>, online: boolean, seen: ReadonlySet<string> = new Set()): string | null {
  if (check.setup.remote && !online) return 'offline';
  const parent = check.setup.dependsOn === null ? undefined : all.get(check.setup.dependsOn);
  if (!parent || parent.setup.off !== null || seen.has(parent.row.key)) return null;
  if (isBad(parent.row.status)) return parent.row.key;
  return blockerOf(parent, all, online, new Set([...seen, check.row.key])) === null ? null : parent.row.key;
}

/** A check as one may show it: off, blocked, stale and not yet run are all UNKNOWN, and say so in words. */
export function viewCheck(check: SetUpCheck, all: ReadonlyMap<string, SetUpCheck>, online: boolean, now: number): BareView {
  const { row, setup } = check;
  const blockedBy = setup.off === null ? blockerOf(check, all, online) : null;
  const stale = isStale(row, now, setup.interval);
  const { status, message } = shown(row, setup, blockedBy, stale, now);
  return {
    id: row.key,
    name: setup.name,
    status,
    message,
    responseTime: row.responseTime,
    timestamp: row.timestamp,
    metadata: row.metadata,
    tier: setup.tier,
    interval: setup.interval,
    enabled: setup.off === null,
    reason: setup.off,
    blockedBy,
    since: row.since,
    stale,
    nextRun: setup.off === null && row.nextRun ? row.nextRun : null,
    availability: availability(row.hours, now),
    recent: row.recent,
    recoveryActions: row.actions.map(({ id }) => id),
  };
}

function shown(row: CheckRow, setup: CheckSetup, blockedBy: string | null, stale: boolean, now: number): { readonly status: HealthStatus; readonly message: string } {
  if (setup.off !== null) return { status: 'UNKNOWN', message: setup.off };
  if (blockedBy === 'offline') return { status: 'UNKNOWN', message: 'not run: the browser is offline' };
  if (blockedBy !== null) return { status: 'UNKNOWN', message: `not run while ${blockedBy} is down` };
  if (!row.timestamp) return { status: 'UNKNOWN', message: 'not run yet' };
  if (stale) return { status: 'UNKNOWN', message: `no result for ${Math.round((now - row.timestamp) / 1_000)} s; the last one: ${row.message}` };
  return { status: row.status, message: row.message };
}
