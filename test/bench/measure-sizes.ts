import { type BenchBrowser, pause } from './bench-browser.ts';
import type { Collector } from './collector.ts';
import type { Vendor } from './vendors.ts';

export interface LoadedBytes {
  readonly vendor: Vendor;
  /** gzip -9, of all scripts that the page loads in its first two seconds and runs itself */
  readonly page: number;
  /** Of those that run in a worker. */
  readonly worker: number;
}

/** What a page really loads, so that parts on demand count for those who load them. */
export async function measureSizes(browser: BenchBrowser, collector: Collector, vendors: readonly Vendor[]): Promise<readonly LoadedBytes[]> {
  const sizes: LoadedBytes[] = [];
  for (const vendor of vendors) {
    collector.reset();
    await browser.open(`/${vendor}`, () => pause(2_000));
    // The bench's own scripts; those of the peers are their bundles.
    const own = new Set(['/pages/load.js', '/pages/us.js', '/pages/empty.js']);
    const loaded = Object.entries(collector.scripts()).filter(([path]) => !own.has(path));
    const sum = (inWorker: boolean): number => loaded.filter(([path]) => path.endsWith('.worker.js') === inWorker).reduce((all, [, bytes]) => all + bytes, 0);
    sizes.push({ vendor, page: sum(false), worker: sum(true) });
  }
  return sizes;
}
