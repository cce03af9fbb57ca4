import type { VitalName } from '../../src/contract/performance.ts';
import type { Phrase } from '../shared/dictionary.ts';

export interface VitalLimits {
  readonly says: Phrase;
  /** Up to here good, from the second on poor (web-vitals; TBT: Lighthouse); ms, CLS without unit. */
  readonly limits: readonly [good: number, poor: number];
}

/** In the order in which people look at them. */
export const vitals: Readonly<Record<VitalName, VitalLimits>> = {
  LCP: { says: 'Largest contentful paint', limits: [2500, 4000] },
  INP: { says: 'Interaction to next paint', limits: [200, 500] },
  CLS: { says: 'Cumulative layout shift', limits: [0.1, 0.25] },
  FCP: { says: 'First contentful paint', limits: [1800, 3000] },
  TTFB: { says: 'Time to first byte', limits: [800, 1800] },
  FID: { says: 'First input delay', limits: [100, 300] },
  TBT: { says: 'Total blocking time', limits: [200, 600] },
};

export const vitalNames = Object.keys(vitals) as readonly VitalName[];
