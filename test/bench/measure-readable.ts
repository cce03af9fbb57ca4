import type { ErrorRecord } from '../../src/contract/error-record.ts';
import { type BenchBrowser, openPage, pause } from './bench-browser.ts';
import type { Collector } from './collector.ts';
import { quantile } from './quantile.ts';

export interface Latency {
  readonly thrown: number;
  readonly p50: number;
  readonly p95: number;
}

/** ms from an uncaught error in one tab until another tab has read the record: told by `error.captured`, it asks `getRecentErrors`. */
export async function measureReadable(browser: BenchBrowser, collector: Collector, thrown: number): Promise<Latency> {
  return browser.open('/us', async ({ page: first, context }) => {
    const { page: second } = await openPage(context, collector.url('/us'));
    await pause(2_000);
    await second.evaluate(() => {
      const read = new Map<string, number>();
      Object.assign(window, { read });
      window.addEventListener('error.captured', (event) => {
        const { id, message } = (event as CustomEvent<ErrorRecord>).detail;
        void window.prescriptoOps.errorTracker.getRecentErrors(20).then((records) => {
          if (records.some((record) => record.id === id)) read.set(message, Date.now());
        });
      });
    });
    // In a script of the page: what is evaluated from outside counts as a stranger's, and its errors are hidden.
    const at = await first.evaluate((thrown: number) => window.load.throwUncaught(thrown), thrown);
    await pause(2_000);
    const read = new Map(await second.evaluate(() => [...(window as unknown as { readonly read: Map<string, number> }).read]));
    const numbers = new Map([...read].map(([message, time]) => [Number(/#(\d+)$/.exec(message)?.[1]), time]));
    const taken = at.map((time, number) => (numbers.get(number) ?? Infinity) - time);
    return { thrown, p50: quantile(taken, 0.5), p95: quantile(taken, 0.95) };
  });
}
