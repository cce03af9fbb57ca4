import type { Tools } from '../tools.ts';

/** Name of the metric, and the two members of the navigation entry that it lies between. */
const spans = [
  ['pageLoad', 'startTime', 'loadEventEnd'],
  ['dns', 'domainLookupStart', 'domainLookupEnd'],
  ['connect', 'connectStart', 'connectEnd'],
  ['request', 'requestStart', 'responseStart'],
  ['response', 'responseStart', 'responseEnd'],
  ['domContentLoaded', 'startTime', 'domContentLoadedEventEnd'],
] as const;

/** The phases of the page's own load, and its first paint. */
export function captureTimings({ observe, metric }: Tools): void {
  observe('navigation', ([entry]) => {
    const timing = entry as PerformanceNavigationTiming;
    for (const [name, from, to] of spans) metric('navigation', name, timing[to] - timing[from]);
  });
  observe('paint', (entries) => {
    for (const { name, startTime } of entries) if (name === 'first-paint') metric('navigation', 'firstPaint', startTime);
  });
}

export function captureLongTasks({ observe, metric }: Tools): void {
  observe('longtask', (entries) => {
    for (const { duration } of entries) metric('long_task', 'long_task', duration);
  });
}
