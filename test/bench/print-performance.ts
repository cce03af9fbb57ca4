import type { BenchReport } from './bench-report.ts';
import { titles } from './vendors.ts';
import type { Out } from './out.ts';

const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

/** The parts about performance monitoring itself. */
export function printPerformance(out: Out, { sketch, rollups, page, turns }: Pick<BenchReport, 'sketch' | 'rollups' | 'page' | 'turns'>): void {
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
  }  if (turns) {
    out.line(`The same load in one page, in ${turns.turns} turns with prescripto-ops running and stopped, µs of main thread a resource or call (medians)`);
    out.table([{ running: round(turns.started), stopped: round(turns.stopped), 'difference within a turn': round(turns.added, 1), '% of the time that they load': round(turns.percent, 2) }]);
  }
}
