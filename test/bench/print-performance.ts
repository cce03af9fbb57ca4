import type { BenchReport } from './bench-report.ts';
import { titles } from './vendors.ts';
import type { Out } from './out.ts';

const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

/** The parts about performance monitoring itself. */
export function printPerformance(out: Out, { sketch, rollups, page, share }: Pick<BenchReport, 'sketch' | 'rollups' | 'page' | 'share'>): void {
  if (sketch) {
    out.line('Quantile sketches, 1,000,000 values each');
    out.table(sketch.map(({ values, sketch: name, error, bytes, add, merge }) => ({ values, 'sketch': name, 'largest error, %': round(error, 2), bytes, 'ns a value': round(add), 'µs a merge': round(merge, 1) })));
  }
  if (rollups) {
    out.line('Questions about 30 days with 10,000,000 recorded values, on IndexedDB');
    out.table(rollups.map(({ question, median, p95 }) => ({ question, 'median, ms': round(median, 1), 'p95, ms': round(p95, 1) })));
  }
  if (page) {
    const empty = page.find(({ vendor }) => vendor === 'empty');
    out.line('A page with 5,000 resources and 1,000 API calls');
    out.table(
      Object.fromEntries(
        page.map(({ vendor, mainThread, wall, longest }) => [
          titles[vendor],
          { 'main thread, ms': round(mainThread), 'above empty': empty ? round(mainThread - empty.mainThread) : '', '% of the time': empty ? round((100 * (mainThread - empty.mainThread)) / wall, 2) : '', 'longest task, ms': round(longest, 1) },
        ]),
      ),
    );
  }
  if (share) {
    out.line('The same page under the profiler: time in the script and in what it calls of the browser. What it sees in the caller of `fetch` is counted to that, because a wrapper that does nothing is given as much');
    out.table(
      Object.fromEntries(
        share.map(({ vendor, own, percent, callers }) => [vendor === 'empty' ? 'a wrapper of `fetch` that does nothing' : titles[vendor], { ms: round(own), '% of the time in which the page loads': round(percent, 2), 'ms in the caller of fetch': round(callers) }]),
      ),
    );
  }
}
