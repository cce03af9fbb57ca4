import { type BenchBrowser, pause } from './bench-browser.ts';
import { longestTask } from './longest-task.ts';
import { median } from './quantile.ts';
import type { Vendor } from './vendors.ts';

export interface PageCost {
  readonly vendor: Vendor;
  /** ms of main thread, from the first request until long after the last */
  readonly mainThread: number;
  /** ms by the clock */
  readonly wall: number;
  readonly longest: number;
}

export const resources = 5_000;
export const calls = 1_000;
export const settle = 2_000;
const rest = 4_000;

/** A page that loads 5,000 images and makes 1,000 calls, some at a time, with each script on it. Round by round through all of them. */
export async function measurePage(browser: BenchBrowser, vendors: readonly Vendor[], rounds: number): Promise<readonly PageCost[]> {
  const runs = new Map<Vendor, { readonly mainThread: number; readonly wall: number }[]>(vendors.map((vendor) => [vendor, []]));
  for (let round = 0; round < rounds; round++)
    for (const vendor of vendors)
      runs.get(vendor)!.push(
        await browser.open(`/${vendor}`, async ({ page, busy }) => {
          await pause(settle);
          const before = await busy();
          const began = Date.now();
          await page.evaluate((resources: number, calls: number) => window.load.requests(resources, calls), resources, calls);
          await pause(rest);
          return { mainThread: (await busy()) - before, wall: Date.now() - began };
        }),
      );
  const costs: PageCost[] = [];
  for (const [vendor, all] of runs) {
    const longest = await browser.open(`/${vendor}`, async ({ page }) => {
      await pause(settle);
      return longestTask(page, async () => {
        await page.evaluate((resources: number, calls: number) => window.load.requests(resources, calls), resources / 5, calls / 5);
        await pause(1_000);
      });
    });
    costs.push({ vendor, mainThread: median(all.map((run) => run.mainThread)), wall: median(all.map((run) => run.wall)), longest });
  }
  return costs;
}
