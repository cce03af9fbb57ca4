import type { BenchBrowser } from './bench-browser.ts';
import type { Collector } from './collector.ts';
import type { Mix } from './ingest-report.ts';
import { median } from './quantile.ts';

export interface WorkerSpeed {
  /** Signals a second, from the first post to the last receipt. */
  readonly ingest: readonly { readonly mix: Mix; readonly delivering: boolean; readonly perSecond: number }[];
  /** Log entries a second through the store alone. */
  readonly store: readonly { readonly chunk: number; readonly entriesPerSecond: number; readonly rowsPerSecond: number }[];
}

const total = 20_000;

export async function measureWorker(browser: BenchBrowser, collector: Collector, rounds: number): Promise<WorkerSpeed> {
  const ingest: WorkerSpeed['ingest'][number][] = [];
  for (const delivering of [false, true])
    for (const mix of ['mixed', 'logs', 'errors'] as const) {
      const times: number[] = [];
      for (let round = 0; round < rounds; round++)
        times.push(
          await browser.open('/workshop', async ({ page }) => {
            const endpoint = delivering ? collector.url('/') : '';
            // The first thousand find the worker cold.
            await page.evaluate((mix: Mix, endpoint: string) => window.workshop.ingest(mix, 1_000, endpoint), mix, endpoint);
            return page.evaluate((mix: Mix, total: number, endpoint: string) => window.workshop.ingest(mix, total, endpoint), mix, total, endpoint);
          }),
        );
      ingest.push({ mix, delivering, perSecond: (total * 1000) / median(times) });
    }
  const store: WorkerSpeed['store'][number][] = [];
  for (const chunk of [1, 50, 200]) {
    const runs = [];
    for (let round = 0; round < rounds; round++) runs.push(await browser.open('/workshop', ({ page }) => page.evaluate((total: number, chunk: number) => window.workshop.rows(total, chunk), total, chunk)));
    const ms = median(runs.map((run) => run.ms));
    store.push({ chunk, entriesPerSecond: (total * 1000) / ms, rowsPerSecond: (runs[0]!.rows * 1000) / ms });
  }
  return { ingest, store };
}
