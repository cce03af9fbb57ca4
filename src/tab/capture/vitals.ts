import type { MetricType } from 'web-vitals';
import { onCLS } from 'web-vitals/onCLS.js';
import { onFCP } from 'web-vitals/onFCP.js';
import { onINP } from 'web-vitals/onINP.js';
import { onLCP } from 'web-vitals/onLCP.js';
import { onTTFB } from 'web-vitals/onTTFB.js';
import type { CaptureOptions } from '../../contract/config.ts';
import type { VitalName } from '../../contract/performance.ts';
import { captureMemory } from './memory.ts';
import { randomId } from '../random-id.ts';
import type { Tools } from '../tools.ts';

/**
 * Web vitals by web-vitals, and TBT, which it has not, as the blocking part of long tasks
 * between FCP and five seconds after load (lab tools end it at "time to interactive", which the field does not know). What an
 * engine cannot measure is absent, never 0. Also the page's own load; between which members of the entry each phase lies the runtime knows.
 */
export function captureVitals(tools: Tools, wanted: Partial<CaptureOptions>): void {
  let view = randomId();
  let seenAt: number | undefined;
  let blocking = 0;
  let loaded: number | undefined;
  const send = (name: VitalName, value: number): void => {
    // web-vitals cannot be stopped.
    if (view) tools.put({ kind: 'vital', name, value, view });
  };
  const tbt = (): void => send('TBT', blocking);
  tools.end(() => (view = ''));
  // A return from bfcache is another view; web-vitals has reported the last values of the one before when it was hidden.
  tools.on(window, 'pageshow', ({ persisted }: PageTransitionEvent) => persisted && (view = randomId()));
  captureMemory(tools);
  for (const watch of [onCLS, onFCP, onINP, onLCP, onTTFB])
    watch(
      ({ name, value }: MetricType) => {
        send(name, value);
        // Which web-vitals tells when the page has loaded, and of each return. An observer is handed the navigation before that, and by WebKit not again.
        if (name === 'TTFB' && !loaded) {
          const entry = performance.getEntriesByType('navigation')[0]!;
          loaded = entry.duration;
          // As JSON, for its server timings are no data that can be cloned.
          tools.metric('navigation', 'navigation', loaded, 'ms', JSON.parse(JSON.stringify(entry)) as Record<string, number>);
          // FID, first paint, and what is behind the others: nothing else is missing where this file is.
          import('../insights.ts').then(({ insights }) => insights(tools, wanted, send), () => 0);
        }
        if (name === 'FCP' && !seenAt) {
          // Of a page that was rendered before it was shown, the value is 0: it is seen from now on.
          seenAt = value || performance.now();
          if (
            tools.observe('longtask', (entries) => {
              for (const { startTime, duration } of entries) if (!(startTime < seenAt! || startTime - loaded! > 5000)) blocking += duration - 50;
              tbt();
            })
          )
            tbt();
        }
      },
      { reportAllChanges: true },
    );
}
