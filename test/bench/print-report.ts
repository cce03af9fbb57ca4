import type { BenchReport } from './bench-report.ts';
import type { TabCost } from './measure-tab.ts';
import { printScrub } from './print-scrub.ts';
import type { Target } from './targets.ts';
import { titles } from './vendors.ts';
import type { Out } from './out.ts';

const round = (value: number, digits = 0): number => Number(value.toFixed(digits));
const thousands = (value: number): string => Math.round(value).toLocaleString('en');

function printTab(out: Out, tab: readonly TabCost[]): void {
  const empty = tab.find(({ vendor }) => vendor === 'empty');
  out.line('The tab: main thread at the start, and synchronously in a call');
  out.table(
    Object.fromEntries(
      tab.map(({ vendor, start, longestAtStart, synchronous: { error, log } }) => [
        titles[vendor],
        {
          'start, ms': round(start),
          'above empty': empty ? round(start - empty.start) : '',
          'longest task, ms': round(longestAtStart),
          'µs an error': round(error.median, 1),
          'its stack alone': round(error.bare, 1),
          'µs a log line': round(log.median, 1),
        },
      ]),
    ),
  );
  for (const kind of ['error', 'log'] as const) {
    out.line(`1,000 ${kind === 'error' ? 'errors' : 'log lines'}, each in a task of its own`);
    out.table(
      Object.fromEntries(
        tab.map(({ vendor, load: { [kind]: cost } }) => [
          titles[vendor],
          {
            'main thread, ms': round(cost.mainThread),
            'above empty': empty ? round(cost.mainThread - empty.load[kind].mainThread) : '',
            'rounds': cost.rounds.map((ms) => round(ms)).join(' '),
            'longest task, ms': round(cost.longest, 1),
            'delivered': cost.delivered,
            'requests': cost.requests,
            'kB sent': round(cost.bytes / 1000),
          },
        ]),
      ),
    );
  }
}

/** For people; `--json` is for programs. */
export function printReport(out: Out, { machine, versions, sizes, tab, worker, readable, memory, scrub }: BenchReport): void {
  out.line(`${machine.browser} on ${machine.cores} cores, load ${machine.load.toFixed(1)} before the first measurement; ${Object.entries(versions).map((version) => version.join(' ')).join(', ')}`);
  if (sizes) {
    out.line('Scripts that the page loads, gzip -9');
    out.table(Object.fromEntries(sizes.map(({ vendor, page, worker }) => [titles[vendor], { 'page, bytes': page, 'worker, bytes': worker }])));
  }
  if (tab) printTab(out, tab);
  if (worker) {
    out.line('Into the worker, until the receipt says that it is durable');
    out.table(worker.ingest.map(({ mix, delivering, perSecond }) => ({ 'signals': mix, 'delivering meanwhile': delivering, 'a second': thousands(perSecond) })));
    out.line('IndexedDB through the store alone, 200 log entries a transaction');
    out.table(worker.store.map(({ chunk, entriesPerSecond, rowsPerSecond }) => ({ 'entries a row': chunk, 'entries a second': thousands(entriesPerSecond), 'rows a second': thousands(rowsPerSecond) })));
  }
  if (readable) {
    out.line('From the throw to the record read in another tab');
    out.table([{ 'errors': readable.thrown, 'p50, ms': readable.p50, 'p95, ms': readable.p95 }]);
  }
  if (memory) {
    const mb = (bytes: number): string => (bytes / 1e6).toFixed(1);
    out.line(`Heaps after ${thousands(memory.events)} events, MB after a collection`);
    out.table({ tab: { before: mb(memory.before.tab), after: mb(memory.after.tab) }, worker: { before: mb(memory.before.worker), after: mb(memory.after.worker) } });
    const dropped = Object.entries(memory.dropped).filter(([, count]) => count);
    out.line(`stored after ${memory.stored.toFixed(1)} s, at the backend after ${memory.delivered.toFixed(1)} s: ${memory.arrived.errors} errors, ${memory.arrived.logs} log lines; dropped: ${dropped.map((one) => one.join(' ')).join(', ') || 'none'}`);
  }
  if (scrub) printScrub(out, scrub);
}

export function printTargets(out: Out, targets: readonly Target[]): void {
  if (!targets.length) return;
  out.line('Targets');
  out.table(targets.map(({ what, limit, got, met }) => ({ what, 'target': limit, 'got': round(got, 1), 'met': met ? 'yes' : 'NO' })));
  out.line(`${targets.filter(({ met }) => met).length} of ${targets.length} targets met`);
}
