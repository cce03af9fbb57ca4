import type { BenchReport } from './bench-report.ts';

export interface Target {
  readonly what: string;
  readonly limit: number;
  readonly got: number;
  readonly met: boolean;
}

const atMost = (what: string, limit: number, got: number): Target => ({ what, limit, got, met: got <= limit });
const atLeast = (what: string, limit: number, got: number): Target => ({ what, limit, got, met: got >= limit });

/** What was promised of the parts that were measured. Absolute, so they hold for a machine like the one in docs/benchmarks.md. */
export function targetsOf({ tab, worker, readable, sketch, rollups, page, share, elements }: BenchReport): readonly Target[] {
  const targets: Target[] = [];
  const us = tab?.find(({ vendor }) => vendor === 'us');
  if (us) {
    const { error, log } = us.synchronous;
    targets.push(atMost('µs an error, synchronously', 20, error.median), atMost('µs a log line, synchronously', 10, log.median));
    targets.push(atMost('ms of main thread for 1,000 errors, the page\'s own work included', 60, us.load.error.mainThread));
    // That number is of a machine where the same page without a script needs 40 ms.
    const empty = tab?.find(({ vendor }) => vendor === 'empty');
    if (empty) targets.push(atMost('times what the page needs for them without a script', 1.5, us.load.error.mainThread / empty.load.error.mainThread));
    targets.push(atMost('ms of the longest task under load', 50, Math.max(us.load.error.longest, us.load.log.longest)));
    targets.push(atLeast('errors delivered of 1,000', 1_000, us.load.error.delivered), atLeast('log lines delivered of 1,000', 1_000, us.load.log.delivered));
  }
  if (worker) targets.push(atLeast('signals a second into the worker, mixed', 20_000, worker.ingest[0]!.perSecond));
  if (readable) targets.push(atMost('ms from throw to readable in another tab, p95', 400, readable.p95));
  const ours = sketch?.filter((one) => one.sketch === 'prescripto-ops') ?? [];
  if (ours.length) targets.push(atMost('% of error of a quantile', 1, Math.max(...ours.map(({ error }) => error))));
  if (rollups) targets.push(atMost('ms for a question about 30 days of 10,000,000 values, median', 50, Math.max(...rollups.map(({ median }) => median))));
  // As the profiler sees it: two pages differ by more than that from time to time.
  const profiled = share?.find(({ vendor }) => vendor === 'us');
  if (profiled) targets.push(atMost('% of main-thread time on a page with 5,000 resources and 1,000 calls', 1, profiled.percent));
  const agent = page?.find(({ vendor }) => vendor === 'us');
  if (agent) targets.push(atMost('ms of the longest task there', 50, agent.longest));
  if (elements) {
    const [first] = elements.first;
    targets.push(atMost('ms until 10,000 log rows are shown, median', 50, first!.median), atMost('elements in the list of 10,000 log rows', 250, first!.nodes));
    for (const { what, events, fps, longest, rendersAFrame, chartPause, unseen } of elements.load.filter(({ what }) => what !== 'table')) {
      targets.push(atLeast(`events a second that came meanwhile, ${what}`, 950, events), atLeast(`frames a second then, ${what}`, 58, fps), atMost(`ms of the longest task then, ${what}`, 50, longest));
      targets.push(atMost(`renders of one element in a frame, ${what}`, 1, rendersAFrame), atMost(`charts drawn off the screen, ${what}`, 0, unseen));
      if (chartPause !== null) targets.push(atLeast(`ms between two drawings of a chart, ${what}`, 1_000, chartPause));
    }
    targets.push(atMost('MB that dashboard and logs grow in an hour', 2, elements.hour.heap / 1e6), atMost('listeners that a hundred elements leave', 0, elements.gone.listeners), atMost('nodes that each of a hundred elements leaves', 1, elements.gone.nodes / 100));
  }
  return targets;
}
