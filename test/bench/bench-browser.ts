import type { BrowserContext, CDPSession, Page } from 'puppeteer-core';
import { launchBrowser } from '../support/browser.ts';
import type { Collector } from './collector.ts';

export interface BenchPage {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly context: BrowserContext;
  /** ms that the main thread has worked since the page began */
  busy(): Promise<number>;
}

export interface BenchBrowser {
  readonly version: string;
  /** In a profile of its own, without caches, database or worker from before. */
  open<R>(path: string, use: (page: BenchPage) => Promise<R>, watch?: (page: Page) => Promise<unknown>): Promise<R>;
  close(): Promise<void>;
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export async function openPage(context: BrowserContext, url: string, watch?: (page: Page) => Promise<unknown>): Promise<BenchPage> {
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    if (!/#\d+$/.test(error instanceof Error ? error.message : '')) console.error(`${url}: ${String(error)}`);
  });
  const cdp = await page.createCDPSession();
  // Time of the thread, not of the clock: what else the machine does is nobody's cost.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await watch?.(page);
  await page.goto(url, { waitUntil: 'load' });
  return {
    page,
    cdp,
    context,
    busy: async () => {
      const { metrics } = await cdp.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
    },
  };
}

export async function launchBenchBrowser(collector: Collector): Promise<BenchBrowser> {
  // Tabs in the background are to be as quick as the one in front.
  const { browser, close } = await launchBrowser(['--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows']);
  return {
    version: await browser.version(),
    open: async (path, use, watch) => {
      const context = await browser.createBrowserContext();
      try {
        return await use(await openPage(context, collector.url(path), watch));
      } finally {
        await context.close();
      }
    },
    close,
  };
}
