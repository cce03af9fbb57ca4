import type { VitalName } from '../../contract/performance.ts';
import type { Tools } from '../tools.ts';
import type { Tell } from './capture-insights.ts';
import type { Interactions } from './interactions.ts';
import type { Shifts } from './shifts.ts';

interface InteractionPaint extends PerformanceEntry {
  readonly interactionId?: number;
  readonly largestContentfulPaint?: { readonly renderTime: number } | null;
}
interface SoftNavigation extends PerformanceEntry {
  readonly interactionId?: number;
  readonly presentationTime?: number;
  readonly paintTime?: number;
  getLargestInteractionContentfulPaint?(): InteractionPaint | null;
}

/**
 * Soft navigations (Chromium) as page views of their own, by the arithmetic of web-vitals with `reportSoftNavs`: FCP, LCP, INP and CLS since the interaction
 * that began them, and a TTFB of 0. The view of the document goes on beside them.
 */
export function watchSoftNavigations({ observe, put, on }: Tools, tell: Tell, interactions: Interactions, shifts: Shifts): void {
  let view = '';
  let current: SoftNavigation | undefined;
  const send = (name: VitalName, value: number | undefined): void => {
    if (view && value !== undefined) put({ kind: 'vital', name, value: Math.max(value, 0), view });
  };
  const settle = (): void => {
    send('INP', interactions.value());
    send('CLS', shifts.value());
  };
  const painted = ({ startTime, interactionId, largestContentfulPaint }: InteractionPaint): void => {
    if (current && largestContentfulPaint && interactionId === current.interactionId) send('LCP', largestContentfulPaint.renderTime - startTime);
  };
  observe('soft-navigation', (entries) => {
    for (const entry of entries as SoftNavigation[]) {
      settle();
      interactions.restart();
      shifts.restart();
      current = entry;
      view = `soft-${performance.timeOrigin}-${(entry as { navigationId?: unknown }).navigationId}`;
      const fcp = (entry.presentationTime || entry.paintTime || 0) - entry.startTime;
      tell('soft_navigation', Math.max(fcp, 0), { target: entry.name });
      send('TTFB', 0);
      send('FCP', fcp);
      const largest = entry.getLargestInteractionContentfulPaint?.();
      if (largest) painted(largest);
    }
  });
  observe('interaction-contentful-paint', (entries) => (entries as InteractionPaint[]).forEach(painted));
  on(document, 'visibilitychange', settle);
}
