import type { Tools } from '../tools.ts';

/** The page's own load and its first paint. Between which members of the entry each phase lies the runtime knows. */
export function captureTimings({ observe, metric }: Tools): void {
  observe('navigation', ([entry]) =>
    // As JSON, for its server timings are no data that can be cloned.
    metric('navigation', 'navigation', entry!.duration, 'ms', JSON.parse(JSON.stringify(entry)) as Record<string, number>),
  );
  observe('paint', (entries) => {
    for (const { name, startTime } of entries) if (name === 'first-paint') metric('navigation', 'firstPaint', startTime);
  });
}

export function captureLongTasks({ observe, metric }: Tools): void {
  observe('longtask', (entries) => {
    for (const { duration } of entries) metric('long_task', 'long_task', duration);
  });
}
