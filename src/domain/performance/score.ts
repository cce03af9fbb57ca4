import type { ApiOutcome, CoreWebVitals, VitalName } from '../../contract/performance.ts';
import { isFailure } from './outcome.ts';

/** Apdex target in ms: up to here a call satisfies, up to four times it (2 s) it is tolerated. */
export const apdexTarget = 500;

/** Google's three core vitals weigh three times the others; FID counts only where INP is not measured. */
const weights: Readonly<Record<VitalName, number>> = { LCP: 3, CLS: 3, INP: 3, FCP: 1, TTFB: 1, TBT: 1, FID: 3 };
const apiWeight = 0.4;

export type ApdexClass = 'satisfied' | 'tolerating' | 'frustrated';

/** Apdex Technical Specification 1.1: a failed call frustrates whatever it took. */
export function apdexClass(outcome: ApiOutcome, duration: number): ApdexClass {
  if (isFailure(outcome) || duration > 4 * apdexTarget) return 'frustrated';
  return duration > apdexTarget ? 'tolerating' : 'satisfied';
}

/**
 * How page and services feel to users, 0 to 100; `null` without data. The formula stands in docs/performance.md:
 * `100 × (0.4 × Apdex + 0.6 × weighted mean of (good + ½ needs-improvement))`, one part alone where the other has no data.
 */
export function experienceScore(api: { readonly count: number; readonly satisfied: number; readonly tolerating: number }, vitals: CoreWebVitals): number | null {
  let sum = 0;
  let weight = 0;
  for (const [key, each] of Object.entries(weights)) {
    const vital = vitals[key.toLowerCase() as keyof CoreWebVitals];
    if (!vital?.count || (key === 'FID' && vitals.inp?.count)) continue;
    sum += each * (vital.shares.good + vital.shares.needsImprovement / 2);
    weight += each;
  }
  const apdex = api.count ? (api.satisfied + api.tolerating / 2) / api.count : null;
  const page = weight ? sum / weight : null;
  if (apdex === null || page === null) return apdex === null && page === null ? null : Math.round(100 * (apdex ?? page ?? 0));
  return Math.round(100 * (apiWeight * apdex + (1 - apiWeight) * page));
}
