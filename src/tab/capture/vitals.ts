import type { MetricType } from 'web-vitals';
import { onCLS } from 'web-vitals/onCLS.js';
import { onFCP } from 'web-vitals/onFCP.js';
import { onINP } from 'web-vitals/onINP.js';
import { onLCP } from 'web-vitals/onLCP.js';
import { onTTFB } from 'web-vitals/onTTFB.js';
import type { VitalName } from '../../contract/performance.ts';
import { randomId } from '../random-id.ts';
import type { Tools } from '../tools.ts';

/**
 * Web vitals by web-vitals, and the two that it has not: FID from the `first-input` entry, and TBT as the blocking part of long tasks
 * between FCP and five seconds after load (lab tools end it at "time to interactive", which the field does not know). What an
 * engine cannot measure is absent, never 0.
 */
export function captureVitals({ put, observe, on, end }: Tools): void {
  let view = randomId();
  let ended = false;
  let firstPaint = 0;
  let blocking = 0;
  const send = (name: VitalName, value: number): void => {
    // web-vitals cannot be stopped.
    if (!ended) put({ kind: 'vital', name, value, view });
  };
  const tbt = (): void => send('TBT', blocking);
  end(() => (ended = true));
  // A return from bfcache is another view; web-vitals has reported the last values of the one before when it was hidden.
  on(window, 'pageshow', ({ persisted }: PageTransitionEvent) => persisted && (view = randomId()));
  for (const watch of [onCLS, onFCP, onINP, onLCP, onTTFB])
    watch(
      ({ name, value }: MetricType) => {
        send(name, value);
        if (name !== 'FCP' || firstPaint) return;
        firstPaint = value;
        const measured = observe('longtask', (entries) => {
          const { loadEventEnd } = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming;
          for (const { startTime, duration } of entries) if (startTime >= firstPaint && startTime < (loadEventEnd || 1 / 0) + 5000) blocking += duration - 50;
          tbt();
        });
        if (measured) tbt();
      },
      { reportAllChanges: true },
    );
  observe('first-input', ([entry]) => {
    const { processingStart, startTime } = entry as PerformanceEventTiming;
    send('FID', processingStart - startTime);
  });
}
