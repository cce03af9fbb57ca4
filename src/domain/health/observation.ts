import type { HealthStatus } from '../../contract/health.ts';

/** What one run of a check saw. `UNKNOWN`: it ran and there was nothing to judge. */
export interface Observation {
  readonly status: HealthStatus;
  readonly message: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** ms */
  readonly responseTime: number;
  /** The check cannot be made here at all: it is listed as off, with the message as the reason, and not counted. */
  readonly absent?: boolean | undefined;
}

export function saw(status: HealthStatus, message: string, metadata: Readonly<Record<string, unknown>> = {}, responseTime = 0): Observation {
  return { status, message, metadata, responseTime: Math.round(responseTime) };
}

/** CRITICAL is a finding, UNKNOWN is none: it must not hide the findings beside it. */
const badness: readonly HealthStatus[] = ['UNKNOWN', 'HEALTHY', 'DEGRADED', 'UNHEALTHY', 'CRITICAL'];

export function isWorse(a: HealthStatus, b: HealthStatus): boolean {
  return badness.indexOf(a) > badness.indexOf(b);
}

export function isBad(status: HealthStatus): boolean {
  return isWorse(status, 'DEGRADED');
}

export function isGood(status: HealthStatus): boolean {
  return status === 'HEALTHY' || status === 'DEGRADED';
}
