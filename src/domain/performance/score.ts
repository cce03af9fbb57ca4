import type { Tally } from './tally.ts';

/** Google's three core vitals weigh three times the others; FID counts only where INP is not measured. */
const weights = { LCP: 3, CLS: 3, INP: 3, FCP: 1, TTFB: 1, TBT: 1, FID: 3 };
const apiWeight = 0.4;

/** Good ones count in full and fair ones half: of calls, that is the Apdex. */
function satisfaction({ grades: [good = 0, fair = 0], count }: Tally): number {
  return (good + fair / 2) / count;
}

/**
 * How page and services feel to users, 0 to 100; `null` without data. The formula stands in docs/performance.md:
 * `100 × (0.4 × Apdex + 0.6 × weighted mean of (good + ½ needs-improvement))`, one part alone where the other has no data.
 */
export function experienceScore(page: ReadonlyMap<string, Tally>): number | null {
  let sum = 0;
  let weight = 0;
  for (const [name, each] of Object.entries(weights)) {
    const tally = page.get(name);
    if (!tally?.count || (name === 'FID' && page.has('INP'))) continue;
    sum += each * satisfaction(tally);
    weight += each;
  }
  const calls = page.get('apiResponse');
  const apdex = calls && satisfaction(calls);
  const vitals = weight ? sum / weight : apdex;
  return vitals === undefined ? null : Math.round(100 * (apiWeight * (apdex ?? vitals) + (1 - apiWeight) * vitals));
}
