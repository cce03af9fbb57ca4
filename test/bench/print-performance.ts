import type { BenchReport } from './bench-report.ts';
import { titles } from './vendors.ts';

const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

/** The parts about performance monitoring itself. */
export function printPerformance({ sketch, rollups, page }: Pick<BenchReport, 'sketch' | 'rollups' | 'page'>): void {
  if (sketch) {
    console.log('\nQuantile sketches, 1,000,000 values each');
    console.table(sketch.map(({ values, sketch: name, error, bytes, add, merge }) => ({ values, 'sketch': name, 'largest error, %': round(error, 2), bytes, 'ns a value': round(add), 'µs a merge': round(merge, 1) })));
  }
  if (rollups) {
    console.log('\nQuestions about 30 days with 10,000,000 recorded values, on IndexedDB');
    console.table(rollups.map(({ question, median, p95 }) => ({ question, 'median, ms': round(median, 1), 'p95, ms': round(p95, 1) })));
  }
  if (page) {
    const empty = page.find(({ vendor }) => vendor === 'empty');
    console.log('\nA page with 5,000 resources and 1,000 API calls');
    console.table(
      Object.fromEntries(
        page.map(({ vendor, mainThread, wall, longest }) => [
          titles[vendor],
          { 'main thread, ms': round(mainThread), 'above empty': empty ? round(mainThread - empty.mainThread) : '', '% of the time': empty ? round((100 * (mainThread - empty.mainThread)) / wall, 2) : '', 'longest task, ms': round(longest, 1) },
        ]),
      ),
    );
  }
}
