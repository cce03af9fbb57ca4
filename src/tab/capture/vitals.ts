import type { MetricType } from 'web-vitals';
import { onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals';
import type { VitalName } from '../../contract/performance.ts';
import { randomId } from '../random-id.ts';
import type { Tools } from '../tools.ts';

/**
 * Web vitals by web-vitals, and the two that it has not: FID from the `first-input` entry, and TBT as the blocking part of long tasks
 * between FCP and five seconds after load (lab tools end it at "time to interactive", which the field does not know). What an
 * engine cannot measure is absent, never 0.
 */
export function captureVitals({ put, observe, signal }: Tools): void {
  const document = randomId();
  const send = (name: VitalName, value: number, rating: MetricType['rating'], view = document): void => {
    // web-vitals cannot be stopped.
    if (!signal.aborted) put({ kind: 'vital', name, value, rating, view });
  };
  const rated = (name: VitalName, value: number, good: number, poor: number): void => send(name, value, value > poor ? 'poor' : value > good ? 'needs-improvement' : 'good');
  let restores = 0;
  let firstPaint = 0;
  let blocking = 0;
  addEventListener('pageshow', ({ persisted }) => persisted && restores++, true);
  const tbt = (): void => rated('TBT', blocking, 200, 600);
  const seen = ({ name, value, rating, navigationType }: MetricType): void => {
    send(name, value, rating, navigationType === 'back-forward-cache' ? `${document}.${restores}` : document);
    if (name === 'FCP' && !firstPaint) {
      firstPaint = value;
      observe('longtask', (entries) => {
        const until = ((performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)?.loadEventEnd || Infinity) + 5000;
        for (const { startTime, duration } of entries) if (startTime >= firstPaint && startTime < until) blocking += duration - 50;
        tbt();
      });
      if (PerformanceObserver.supportedEntryTypes.includes('longtask')) tbt();
    }
  };
  for (const on of [onCLS, onFCP, onINP, onLCP, onTTFB]) on(seen as never, { reportAllChanges: true });
  observe('first-input', ([entry]) => {
    const { processingStart, startTime } = entry as PerformanceEventTiming;
    rated('FID', processingStart - startTime, 100, 300);
  });
}
