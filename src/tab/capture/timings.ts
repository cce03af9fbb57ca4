import type { Tools } from '../tools.ts';

/** Name of the metric, and the two members of the navigation entry that it lies between. */
const spans = {
  pageLoad: ['startTime', 'loadEventEnd'],
  dns: ['domainLookupStart', 'domainLookupEnd'],
  connect: ['connectStart', 'connectEnd'],
  request: ['requestStart', 'responseStart'],
  response: ['responseStart', 'responseEnd'],
  domContentLoaded: ['startTime', 'domContentLoadedEventEnd'],
} as const;

/** The phases of the page's own load, and its first paint. */
export function captureTimings({ observe, put }: Tools): void {
  const metric = (name: string, value: number) => put({ kind: 'metric', type: 'navigation', name, value, unit: 'ms' });
  observe('navigation', ([entry]) => {
    const timing = entry as PerformanceNavigationTiming;
    for (const [name, [from, to]] of Object.entries(spans)) metric(name, timing[to] - timing[from]);
  });
  observe('paint', (entries) => {
    for (const { name, startTime } of entries) if (name === 'first-paint') metric('firstPaint', startTime);
  });
}
