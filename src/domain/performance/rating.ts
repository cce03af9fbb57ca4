import type { Rating, VitalName } from '../../contract/performance.ts';

/** Upper bounds of good and of needs-improvement, in ms (CLS has no unit): web-vitals' thresholds, Lighthouse's for TBT. */
const thresholds: Readonly<Record<VitalName, readonly number[]>> = {
  FCP: [1_800, 3_000],
  LCP: [2_500, 4_000],
  CLS: [0.1, 0.25],
  INP: [200, 500],
  TTFB: [800, 1_800],
  FID: [100, 300],
  TBT: [200, 600],
};
const ratings: readonly Rating[] = ['good', 'needs-improvement', 'poor'];

export const vitalNames = Object.keys(thresholds) as readonly VitalName[];

/** 0, 1 or 2: how many bounds are passed. A value on a bound still belongs to the better side, as in web-vitals. */
export function gradeOf(value: number, bounds: readonly number[]): number {
  return bounds.filter((bound) => value > bound).length;
}

export function gradeVital(name: VitalName, value: number): number {
  return gradeOf(value, thresholds[name]);
}

export function rateVital(name: VitalName, value: number): Rating {
  return ratings[gradeVital(name, value)] as Rating;
}
