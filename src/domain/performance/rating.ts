import type { Rating, VitalName } from '../../contract/performance.ts';

export const vitalNames: readonly VitalName[] = ['FCP', 'LCP', 'CLS', 'TTFB', 'INP', 'FID', 'TBT'];

/** Upper bounds of good and of needs-improvement, in ms (CLS has no unit): web-vitals' thresholds, Lighthouse's for TBT. */
export const vitalThresholds: Readonly<Record<VitalName, readonly [good: number, needsImprovement: number]>> = {
  FCP: [1_800, 3_000],
  LCP: [2_500, 4_000],
  CLS: [0.1, 0.25],
  INP: [200, 500],
  TTFB: [800, 1_800],
  FID: [100, 300],
  TBT: [200, 600],
};

/** A value on a threshold still belongs to the better side, as in web-vitals. */
export function rateVital(name: VitalName, value: number): Rating {
  const [good, needsImprovement] = vitalThresholds[name];
  return value > needsImprovement ? 'poor' : value > good ? 'needs-improvement' : 'good';
}
