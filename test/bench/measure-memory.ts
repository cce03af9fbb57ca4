import type { CDPSession } from 'puppeteer-core';
import { type BenchBrowser, pause } from './bench-browser.ts';
import type { Collector } from './collector.ts';

export interface Heaps {
  readonly tab: number;
  readonly worker: number;
}

export interface MemoryReport {
  readonly events: number;
  /** bytes of JavaScript heap after a collection */
  readonly before: Heaps;
  readonly after: Heaps;
  /** s until all had a receipt */
  readonly stored: number;
  /** s until the backend had them */
  readonly delivered: number;
  readonly arrived: { readonly errors: number; readonly logs: number };
  readonly dropped: Readonly<Record<string, number>>;
}

const slice = 5_000;
const errorEvery = 100;

async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}

/** The heaps of tab and worker before and after so many events through the page's own API, one in a hundred an error. */
export async function measureMemory(browser: BenchBrowser, collector: Collector, events: number): Promise<MemoryReport> {
  collector.reset();
  return browser.open('/busy', async ({ page, cdp, context }) => {
    await pause(2_000);
    const target = await page.browser().waitForTarget((target) => target.type() === 'shared_worker' && target.browserContext() === context, { timeout: 10_000 });
    const worker = await target.createCDPSession();
    const heaps = async (): Promise<Heaps> => ({ tab: await heapOf(cdp), worker: await heapOf(worker) });
    const before = await heaps();
    const started = Date.now();
    const since = (): number => (Date.now() - started) / 1000;
    for (let poured = 0; poured < events; poured += slice)
      // A question is answered once everything before it is stored.
      await page.evaluate((slice: number, errorEvery: number) => window.load.pour(slice, errorEvery, () => window.prescriptoOps.log.query({ limit: 1 })), slice, errorEvery);
    const stored = since();
    const errors = events / errorEvery;
    const logs = events - errors;
    const complete = (): boolean => collector.arrived('us').error >= errors && collector.arrived('us').log >= logs;
    while (!complete() && since() < stored + 120) await pause(200);
    const delivered = complete() ? since() : Number.NaN;
    const { tab, runtime } = await page.evaluate(() => window.prescriptoDebug.getStatus());
    const arrived = collector.arrived('us');
    const dropped = { ...tab.dropped, ...runtime?.dropped } as Readonly<Record<string, number>>;
    await pause(2_000);
    return { events, before, after: await heaps(), stored, delivered, arrived: { errors: arrived.error, logs: arrived.log }, dropped };
  });
}
