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

/** What is found by degrees. */
export const findings: readonly HealthStatus[] = ['HEALTHY', 'DEGRADED', 'UNHEALTHY', 'CRITICAL'];

/** UNKNOWN is no finding: it must not hide the findings beside it. */
export function isWorse(a: HealthStatus, b: HealthStatus): boolean {
  return findings.indexOf(a) > findings.indexOf(b);
}

export function isBad(status: HealthStatus): boolean {
  return isWorse(status, 'DEGRADED');
}

export function isGood(status: HealthStatus): boolean {
  return status === 'HEALTHY' || status === 'DEGRADED';
}
