import type { Tools } from '../tools.ts';
import type { Tell } from './capture-insights.ts';
import { loadStateAt, pageLoad } from './page-load.ts';
import { selectorOf } from './selector.ts';

interface LargestPaint extends PerformanceEntry {
  readonly element: Element | null;
  readonly id: string;
  readonly url: string;
}

/** What TTFB, FCP and LCP are made of, part by part, as web-vitals' attribution has it. A page that was rendered before it was shown counts from there. */
export function watchPaints({ observe, metric }: Tools, tell: Tell): void {
  const { activationStart = 0, responseStart, workerStart, fetchStart, domainLookupStart, connectStart, connectEnd } = pageLoad();
  const since = (at: number): number => Math.max(at - activationStart, 0);
  const ttfb = since(responseStart);
  const waited = since(workerStart || fetchStart);
  const [dns, connect, connected] = [since(domainLookupStart), since(connectStart), since(connectEnd)];
  tell('vital TTFB', ttfb, { waitingDuration: waited, cacheDuration: dns - waited, dnsDuration: connect - dns, connectionDuration: connected - connect, requestDuration: ttfb - connected });
  observe('paint', (entries) => {
    for (const { name, startTime } of entries)
      if (name === 'first-paint') metric('navigation', 'firstPaint', startTime);
      else tell('vital FCP', since(startTime), { timeToFirstByte: ttfb, firstByteToFCP: since(startTime) - ttfb, loadState: loadStateAt(startTime) });
  });
  observe('largest-contentful-paint', (entries) => {
    const { startTime, element, id, url } = entries.at(-1) as LargestPaint;
    const value = since(startTime);
    const begins = (file?: PerformanceResourceTiming): number => file?.requestStart || file?.startTime || 0;
    const file = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).findLast((entry) => entry.name === url && begins(entry) <= startTime);
    const requested = Math.max(ttfb, begins(file) - activationStart);
    const loaded = Math.min(value, Math.max(requested, (file?.responseEnd ?? 0) - activationStart));
    const target = element ? selectorOf(element) : id && `#${id}`;
    tell('vital LCP', value, { target, url: url || undefined, timeToFirstByte: ttfb, resourceLoadDelay: requested - ttfb, resourceLoadDuration: loaded - requested, elementRenderDelay: value - loaded });
  });
}
