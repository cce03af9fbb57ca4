import type { HealthCheckView } from './health.ts';

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;

/**
 * Where the response times of a check go: the newest ten against the twenty before them, when they differ by more than a quarter and 20 ms; `null` under
 * twenty results. It is read off the view, by whoever shows it, so that the worker need not.
 */
export function latencyTrend({ recent }: Pick<HealthCheckView, 'recent'>): 'rising' | 'steady' | 'falling' | null {
  const times = recent.map(({ responseTime }) => responseTime);
  const before = median(times.slice(-30, -10));
  const newest = median(times.slice(-10));
  const exceeds = (a: number, b: number): boolean => a > b * 1.25 + 20;
  return times.length < 20 ? null : exceeds(newest, before) ? 'rising' : exceeds(before, newest) ? 'falling' : 'steady';
}
