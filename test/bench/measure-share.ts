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
  /** ms of samples in functions that call the page's `fetch`, which are not in `own`; of an empty page: in a wrapper that does nothing else */
  readonly callers: number;
}

type Node = Protocol.Profiler.ProfileNode;

const rest = 1_000;
/** µs. Often enough for some hundred samples of a hundredth of the time, and too seldom to cost much. */
const interval = 500;

/** In a file of the script under test: what the page loads, but for the load itself. */
const isUnderTest = ({ functionName, url }: Node['callFrame']): boolean => functionName === 'bareWrapper' || (url.startsWith('http') && !url.endsWith('/pages/load.js'));

const isFetch = ({ callFrame }: Node): boolean => callFrame.functionName === 'fetch' && !callFrame.url;

/**
 * ms that were spent in scripts under test, or beneath them. Of the browser's own `fetch`, V8 gives a sixth of the samples to the function that calls it, as many to
 * one that does nothing else (`callers` of the empty page): so those are the page's.
 */
function timesOf({ nodes, samples = [], timeDeltas = [] }: Protocol.Profiler.Profile): Pick<Share, 'own' | 'callers'> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parts = new Map<number, 'own' | 'callers'>();
  const mark = (node: Node, inherited: boolean): void => {
    const mine = !isFetch(node) && (inherited || isUnderTest(node.callFrame));
    const children = (node.children ?? []).map((id) => byId.get(id)!);
    if (mine) parts.set(node.id, children.some(isFetch) ? 'callers' : 'own');
    for (const child of children) mark(child, mine);
  };
  mark(nodes[0]!, false);
  const times = { own: 0, callers: 0 };
  for (const [at, id] of samples.entries()) {
    const part = parts.get(id);
    if (part) times[part] += timeDeltas[at]! / 1_000;
  }
  return times;
}

/** In the empty page, what the others do at least. */
function wrapFetch(): void {
  const { fetch } = window;
  window.fetch = function bareWrapper(...args) {
    return fetch.apply(this as Window, args);
  };
}

/**
 * The load of `measurePage` under V8's sampling profiler. Main-thread times of two pages differ by more than a script costs that takes a hundredth of the
 * time; where samples fall does not.
 */
export async function measureShare(browser: BenchBrowser, vendors: readonly Vendor[], rounds: number): Promise<readonly Share[]> {
  const taken = new Map<Vendor, (Pick<Share, 'own' | 'callers'> & { readonly wall: number })[]>(vendors.map((vendor) => [vendor, []]));
  for (let round = 0; round < rounds; round++)
    for (const vendor of vendors)
      taken.get(vendor)!.push(
        await browser.open(`/${vendor}`, async ({ page, cdp }) => {
          await pause(settle);
          if (vendor === 'empty') await page.evaluate(wrapFetch);
          await cdp.send('Profiler.enable');
          await cdp.send('Profiler.setSamplingInterval', { interval });
          await cdp.send('Profiler.start');
          const began = Date.now();
          await page.evaluate((resources: number, calls: number) => window.load.requests(resources, calls), resources, calls);
          const wall = Date.now() - began;
          // What is sent afterwards counts, the rest after it does not.
          await pause(rest);
          const { profile } = await cdp.send('Profiler.stop');
          return { ...timesOf(profile), wall };
        }),
      );
  return [...taken].map(([vendor, runs]) => ({
    vendor,
    own: median(runs.map(({ own }) => own)),
    percent: median(runs.map(({ own, wall }) => (100 * own) / wall)),
    callers: median(runs.map(({ callers }) => callers)),
  }));
}
