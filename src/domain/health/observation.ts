import type { HealthStatus } from '../../contract/health.ts';

/** What one run of a check saw. `UNKNOWN`: it ran and there was nothing to judge. */
export interface Observation {
  readonly kind: 'result';
  readonly status: HealthStatus;
  readonly message: string;
  /** ms */
  readonly responseTime: number;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The check cannot be made here at all; it is listed as off, with the reason, and not counted. */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly reason: string;
}

export function result(status: HealthStatus, message: string, metadata: Readonly<Record<string, unknown>> = {}, responseTime = 0): Observation {
  return { kind: 'result', status, message, responseTime, metadata };
}

export function unavailable(reason: string): Unavailable {
  return { kind: 'unavailable', reason };
}

export function isBad(status: HealthStatus): boolean {
  return status === 'UNHEALTHY' || status === 'CRITICAL';
}
