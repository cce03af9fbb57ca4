import type { Page } from 'puppeteer-core';

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
}

const name = 'bench:here';

/** ms of the longest task of the page's main thread while `run` runs, as Chromium's own trace has it. */
export async function longestTask(page: Page, run: () => Promise<unknown>): Promise<number> {
  await page.tracing.start({ categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing'] });
  await run();
  // Says which of the many threads is the page's.
  await page.evaluate((name: string) => void performance.mark(name), name);
  const buffer = await page.tracing.stop();
  if (!buffer) throw new Error('the browser gave no trace');
  const { traceEvents } = JSON.parse(new TextDecoder().decode(buffer)) as { readonly traceEvents: readonly TraceEvent[] };
  const here = traceEvents.find((event) => event.name === name);
  if (!here) throw new Error('the trace does not show the page');
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && event.pid === here.pid && event.tid === here.tid);
  if (!tasks.length) throw new Error('the trace shows no task of the page');
  return Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000;
}
