import { countAbove, quantile } from './quantile-sketch.ts';
import type { ApiTally, MetricsRollup, MetricTally } from './rollup.ts';
import { metricNames } from './budgets.ts';

/** What has gone wrong in the last minutes, told sooner than an hour's budget can. */
export interface Storm {
  readonly alertType: 'slow_api' | 'long_task' | 'memory_usage';
  readonly metric: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  readonly count: number;
}

/** ms looked back, and ms before the same storm is told again. */
export const stormWindow = 300_000;
export const stormPause = 900_000;

const slowCalls = 5;
const blockedTime = 5_000;
const memoryReadings = 3;

/** At least five calls above the limit, and every second one: p75 is the value. */
export function slowApiStorm(api: ApiTally, limit: number): Storm | null {
  const slow = countAbove(api.sketch, limit);
  if (slow < slowCalls || slow * 2 < api.sketch.count) return null;
  return { alertType: 'slow_api', metric: 'apiResponse', value: quantile(api.sketch, 0.75) ?? 0, limit, unit: 'ms', count: slow };
}

/** Long tasks that together held the main thread for more than 5 s. */
export function longTaskStorm({ metrics }: MetricsRollup): Storm | null {
  const tally = named(metrics, metricNames.longTask);
  if (!tally || tally.total <= blockedTime) return null;
  return { alertType: 'long_task', metric: 'longTask', value: tally.total, limit: blockedTime, unit: 'ms', count: tally.count };
}

/** Half of at least three readings above the limit: one peak before a collection is no leak. */
export function memoryStorm({ metrics }: MetricsRollup, limit: number): Storm | null {
  const tally = named(metrics, metricNames.memory);
  const median = tally ? quantile(tally.sketch, 0.5) : null;
  if (!tally || median === null || tally.count < memoryReadings || median <= limit) return null;
  return { alertType: 'memory_usage', metric: 'memoryUsage', value: median, limit, unit: 'ratio', count: tally.count };
}

function named(metrics: readonly MetricTally[], name: string): MetricTally | undefined {
  return metrics.find((tally) => tally.name === name);
}
