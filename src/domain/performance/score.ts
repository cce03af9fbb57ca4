import type { Tally } from './tally.ts';

/** Google's three core vitals weigh three times the others, all vitals together one and a half times the calls. */
const weights = { apiResponse: 8, LCP: 3, CLS: 3, INP: 3, FCP: 1, TTFB: 1, TBT: 1 };

/**
 * How page and services feel to users, 0 to 100; `null` without data: the weighted mean, over what was measured, of the share
 * that was good and half of the fair. Of calls, that is the Apdex. The formula stands in docs/performance.md.
 */
export function experienceScore(page: ReadonlyMap<string, Tally>): number | null {
  let sum = 0;
  let most = 0;
  for (const [name, weight] of Object.entries(weights)) {
    const { count = 0, grades: [good, fair] = [0, 0] } = page.get(name) ?? {};
    if (!count) continue;
    sum += (weight * (good + fair / 2)) / count;
    most += weight;
  }
  return most ? Math.round((100 * sum) / most) : null;
}
