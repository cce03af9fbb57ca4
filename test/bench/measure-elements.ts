import { type BenchBrowser, type BenchPage, openPage, pause } from './bench-browser.ts';
import type { Collector } from './collector.ts';
import { longestTask } from './longest-task.ts';
import type { Shown, Watched } from './pages/panels.ts';
import { median } from './quantile.ts';

export interface FirstShown {
  readonly what: Shown;
  readonly rows: number;
  /** ms until the newest row is on the screen */
  readonly median: number;
  readonly rounds: readonly number[];
  /** Elements in the list, and in all that is shown. */
  readonly nodes: number;
  readonly all: number;
}

export interface UnderLoad extends Watched {
  readonly what: string;
  /** Events a second that came */
  readonly events: number;
  readonly fps: number;
  /** ms */
  readonly longest: number;
}

export interface Kept {
  /** bytes of heap after a collection */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

export interface ElementCost {
  readonly first: readonly FirstShown[];
  readonly load: readonly UnderLoad[];
  /** What an hour adds. */
  readonly hour: Kept;
  /** What a hundred that came and went leave. */
  readonly gone: Kept;
}

const rows = 10_000;
const perSecond = 1_000;
const watched = 10_000;
const path = '/panels';
const viewport = { width: 1280, height: 900 };

async function measureFirst(browser: BenchBrowser, rounds: number): Promise<readonly FirstShown[]> {
  const all: FirstShown[] = [];
  for (const what of ['ops-logs', 'table'] as const) {
    const taken: Awaited<ReturnType<typeof window.panels.first>>[] = [];
    // A page each, so that nothing is warm: what is loaded on demand is loaded.
    for (let round = 0; round < 2 * rounds + 1; round++) taken.push(await browser.open(path, async ({ page }) => {
          await page.setViewport(viewport);
          return page.evaluate((what: Shown, rows: number) => window.panels.first(what, rows), what, rows);
        }));
    const { nodes, all: everything } = taken.at(-1)!;
    const times = taken.map(({ ms }) => ms);
    all.push({ what, rows, median: median(times), rounds: times, nodes, all: everything });
  }
  return all;
}

/** Events come from another tab through the worker, as they would; a table is given them in its own. */
async function measureLoad(browser: BenchBrowser, collector: Collector): Promise<readonly UnderLoad[]> {
  const all: UnderLoad[] = [];
  for (const what of ['ops-logs', 'ops-dashboard', 'ops-performance', 'table'] as const)
    all.push(
      await browser.open(path, async ({ page, context }) => {
        await page.setViewport(viewport);
        if (what === 'table') {
          let seen: Watched | undefined;
          const longest = await longestTask(page, async () => void (seen = await page.evaluate((perSecond: number, ms: number) => window.panels.pourIntoTable(perSecond, ms), perSecond, watched)));
          return { ...seen!, what, events: perSecond, fps: (1000 * seen!.frames) / seen!.ms, longest };
        }
        const { page: other } = await openPage(context, collector.url('/busy'));
        // A list that is full already.
        await other.evaluate(() => window.load.pour(10_000, 100, () => window.prescriptoOps.log.query({ limit: 1 })));
        // A page behind another has no frames.
        await page.bringToFront();
        await page.evaluate((what) => window.panels.place(what), what);
        await other.evaluate((perSecond: number) => window.load.steady(perSecond), perSecond);
        await pause(3_000);
        const seen = await page.evaluate((ms: number) => window.panels.watch(ms), watched);
        // The trace costs time of its own.
        const longest = await longestTask(page, () => pause(watched / 2));
        const events = await other.evaluate(() => window.load.steady(0));
        return { ...seen, what, events, fps: (1000 * seen.frames) / seen.ms, longest };
      }),
    );
  return all;
}

async function keptBy({ page, cdp }: BenchPage): Promise<Kept> {
  for (let turn = 0; turn < 3; turn++) await cdp.send('HeapProfiler.collectGarbage');
  await page.evaluate(() => new Promise((done) => setTimeout(done, 200)));
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return { heap: (await cdp.send('Runtime.getHeapUsage')).usedSize, nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

async function added(page: BenchPage, run: () => Promise<unknown>): Promise<Kept> {
  const before = await keptBy(page);
  await run();
  const after = await keptBy(page);
  return { heap: after.heap - before.heap, nodes: after.nodes - before.nodes, listeners: after.listeners - before.listeners };
}

export async function measureElements(browser: BenchBrowser, collector: Collector, rounds: number): Promise<ElementCost> {
  const first = await measureFirst(browser, rounds);
  const load = await measureLoad(browser, collector);
  const hour = await browser.open(path, async (one) => {
    await one.page.evaluate(() => window.panels.beginHour());
    const pass = (seconds: number): Promise<void> => one.page.evaluate((seconds: number) => window.panels.passSeconds(seconds), seconds);
    // Until the list of logs is as long as it gets, and everything has run a few times.
    await pass(1_200);
    return added(one, () => pass(3_600));
  });
  const gone = await browser.open(path, async (one) => {
    const comeAndGo = (times: number): Promise<void> => one.page.evaluate((times: number) => window.panels.comeAndGo(times), times);
    await comeAndGo(21);
    return added(one, () => comeAndGo(100));
  });
  return { first, load, hour, gone };
}
