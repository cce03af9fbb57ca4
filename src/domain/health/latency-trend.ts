import type { LatencyTrend } from '../../contract/health.ts';

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;

/** Where response times (ms, newest last) go: the newest ten against the twenty before them, when they differ by more than a quarter and 20 ms. */
export function latencyTrend(times: readonly number[]): LatencyTrend {
  const before = median(times.slice(-30, -10));
  const newest = median(times.slice(-10));
  const exceeds = (a: number, b: number): boolean => a > b * 1.25 + 20;
  return times.length < 20 ? null : exceeds(newest, before) ? 'rising' : exceeds(before, newest) ? 'falling' : 'steady';
}
