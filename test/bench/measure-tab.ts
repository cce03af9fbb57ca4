import { type BenchBrowser, pause } from './bench-browser.ts';
import type { Collector } from './collector.ts';
import { longestTask } from './longest-task.ts';
import { median } from './quantile.ts';
import type { Kind, Vendor } from './vendors.ts';

export interface LoadCost {
  /** ms of main thread in all, from the first to long after the last */
  readonly mainThread: number;
  readonly rounds: readonly number[];
  readonly longest: number;
  /** Of `total`, after the page was left. */
  readonly delivered: number;
  readonly requests: number;
  readonly bytes: number;
}

export interface TabCost {
  readonly vendor: Vendor;
  /** ms of main thread of a page from nothing until two seconds after its load */
  readonly start: number;
  readonly longestAtStart: number;
  /** µs a call; `bare`: reading the stack of an error that nobody captures */
  readonly synchronous: Readonly<Record<Kind, { readonly median: number; readonly bare: number }>>;
  readonly load: Readonly<Record<Kind, LoadCost>>;
}

export const total = 1_000;
const settle = 2_000;
/** Long enough for every script's timers, and the same for all. */
const rest = 6_000;
const kinds: readonly Kind[] = ['error', 'log'];

async function arrivedAtLast(collector: Collector, vendor: Vendor): Promise<ReturnType<Collector['arrived']>> {
  let before = collector.arrived(vendor);
  for (let quiet = 0; quiet < 8; ) {
    await pause(500);
    const now = collector.arrived(vendor);
    quiet = now.bytes === before.bytes ? quiet + 1 : 0;
    before = now;
  }
  return before;
}

async function measureLoad(browser: BenchBrowser, collector: Collector, vendor: Vendor, kind: Kind): Promise<Omit<LoadCost, 'rounds' | 'longest'>> {
  collector.reset();
  return browser.open(`/${vendor}`, async ({ page, busy }) => {
    await pause(settle);
    const before = await busy();
    await page.evaluate((kind: Kind, total: number) => window.load.spread(kind, total), kind, total);
    await pause(rest);
    const mainThread = (await busy()) - before;
    // What a script keeps for the end of the page counts as well.
    await page.goto('about:blank');
    const { [kind]: delivered, requests, bytes } = vendor === 'empty' ? collector.arrived(vendor) : await arrivedAtLast(collector, vendor);
    return { mainThread, delivered, requests, bytes };
  });
}

const measureStart = (browser: BenchBrowser, vendor: Vendor): Promise<number> =>
  browser.open(`/${vendor}`, async ({ busy }) => {
    await pause(settle);
    return busy();
  });

/** Round by round through all vendors, so that a machine that is busy for a while is so for each. */
export async function measureTab(browser: BenchBrowser, collector: Collector, vendors: readonly Vendor[], rounds: number): Promise<readonly TabCost[]> {
  const starts = new Map<Vendor, number[]>(vendors.map((vendor) => [vendor, []]));
  for (let round = 0; round < 2 * rounds + 1; round++) for (const vendor of vendors) starts.get(vendor)!.push(await measureStart(browser, vendor));

  const loads = new Map<string, Omit<LoadCost, 'rounds' | 'longest'>[]>();
  for (let round = 0; round < rounds; round++)
    for (const kind of kinds)
      for (const vendor of vendors) {
        const key = `${vendor} ${kind}`;
        loads.set(key, [...(loads.get(key) ?? []), await measureLoad(browser, collector, vendor, kind)]);
      }

  const costs: TabCost[] = [];
  for (const vendor of vendors) {
    const synchronous = await browser.open(`/${vendor}`, async ({ page }) => {
      await pause(settle);
      const of = async (kind: Kind) => {
        const { calls, bare } = await page.evaluate((kind: Kind) => window.load.synchronous(kind, 21, 40), kind);
        return { median: median(calls), bare: median(bare) };
      };
      return { error: await of('error'), log: await of('log') };
    });
    const longestOf = (kind: Kind) =>
      browser.open(`/${vendor}`, async ({ page }) => {
        await pause(settle);
        return longestTask(page, async () => {
          await page.evaluate((kind: Kind, total: number) => window.load.spread(kind, total), kind, total);
          await pause(1_000);
        });
      });
    const longestAtStart = await browser.open('/empty', async ({ page }) =>
      longestTask(page, async () => {
        await page.goto(collector.url(`/${vendor}`));
        await pause(settle);
      }),
    );
    const costOf = async (kind: Kind): Promise<LoadCost> => {
      const all = loads.get(`${vendor} ${kind}`)!;
      const spent = all.map(({ mainThread }) => mainThread);
      return { ...all.at(-1)!, mainThread: median(spent), rounds: spent, longest: await longestOf(kind) };
    };
    costs.push({ vendor, start: median(starts.get(vendor)!), longestAtStart, synchronous, load: { error: await costOf('error'), log: await costOf('log') } });
  }
  return costs;
}
