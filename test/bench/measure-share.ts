import type { Protocol } from 'puppeteer-core';
import { type BenchBrowser, pause } from './bench-browser.ts';
import { calls, resources, settle } from './measure-page.ts';
import { median } from './quantile.ts';
import type { Vendor } from './vendors.ts';

/** What the profiler sees of a script on a page that loads much. */
export interface Share {
  readonly vendor: Vendor;
  /** ms in the script's functions and in what they call of the browser, but for the page's own `fetch` */
  readonly own: number;
  /** Of the time by the clock in which the page loads. */
  readonly percent: number;
}

const rest = 1_000;
/** µs. Often enough for some hundred samples of a hundredth of the time, and too seldom to cost much. */
const interval = 500;

/** A file of the script under test: what the page loads, but for the load itself. */
const isUnderTest = (url: string): boolean => url.startsWith('http') && !url.endsWith('/pages/load.js');

/** ms that were spent in scripts under test, or beneath them. */
function ownTime({ nodes, samples = [], timeDeltas = [] }: Protocol.Profiler.Profile): number {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = new Map<number, boolean>();
  const mark = (id: number, inherited: boolean): void => {
    const { callFrame, children = [] } = byId.get(id)!;
    const pageOwn = callFrame.functionName === 'fetch' && !callFrame.url;
    const mine = !pageOwn && (inherited || isUnderTest(callFrame.url));
    own.set(id, mine);
    for (const child of children) mark(child, mine);
  };
  mark(nodes[0]!.id, false);
  return samples.reduce((sum, id, at) => sum + (own.get(id) ? timeDeltas[at]! : 0), 0) / 1_000;
}

/**
 * The load of `measurePage` under V8's sampling profiler. Main-thread times of two pages differ by more than a script costs that takes a hundredth of the
 * time; where samples fall does not.
 */
export async function measureShare(browser: BenchBrowser, vendors: readonly Vendor[], rounds: number): Promise<readonly Share[]> {
  const all: Share[] = [];
  for (const vendor of vendors) {
    const taken: { readonly own: number; readonly wall: number }[] = [];
    for (let round = 0; round < rounds; round++)
      taken.push(
        await browser.open(`/${vendor}`, async ({ page, cdp }) => {
          await pause(settle);
          await cdp.send('Profiler.enable');
          await cdp.send('Profiler.setSamplingInterval', { interval });
          await cdp.send('Profiler.start');
          const began = Date.now();
          await page.evaluate((resources: number, calls: number) => window.load.requests(resources, calls), resources, calls);
          const wall = Date.now() - began;
          // What is sent afterwards counts, the rest after it does not.
          await pause(rest);
          const { profile } = await cdp.send('Profiler.stop');
          return { own: ownTime(profile), wall };
        }),
      );
    all.push({ vendor, own: median(taken.map(({ own }) => own)), percent: median(taken.map(({ own, wall }) => (100 * own) / wall)) });
  }
  return all;
}
