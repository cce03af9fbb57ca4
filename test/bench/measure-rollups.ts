import type { BenchBrowser } from './bench-browser.ts';
import { quantile } from './quantile.ts';

export interface RollupCost {
  readonly question: string;
  /** ms */
  readonly median: number;
  readonly p95: number;
}

/** Questions about 30 days, on IndexedDB, with so many values recorded. */
export function measureRollups(browser: BenchBrowser, total = 10_000_000): Promise<readonly RollupCost[]> {
  return browser.open('/workshop', async ({ page }) => {
    const times = await page.evaluate((total: number) => window.workshop.rollups(total), total);
    return Object.entries(times).map(([question, all]) => ({ question, median: quantile(all, 0.5), p95: quantile(all, 0.95) }));
  });
}
