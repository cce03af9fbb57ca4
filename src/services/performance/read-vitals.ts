import type { CoreWebVitals, VitalValue } from '../../contract/performance.ts';
import { rateVital, vitalNames } from '../../domain/performance/rating.ts';
import { percentile, type Tally } from '../../domain/performance/tally.ts';

/** The vitals that were measured, of all page views. */
export function readVitals(page: ReadonlyMap<string, Tally>): CoreWebVitals {
  const vitals: Partial<Record<string, VitalValue>> = {};
  for (const name of vitalNames) {
    const tally = page.get(name);
    const value = tally && percentile(tally, 0.75);
    if (!tally || typeof value !== 'number') continue;
    const { count, grades: [good, fair, poor] } = tally;
    vitals[name.toLowerCase()] = { value, rating: rateVital(name, value), count, shares: { good: good / count, needsImprovement: fair / count, poor: poor / count } };
  }
  return vitals;
}
