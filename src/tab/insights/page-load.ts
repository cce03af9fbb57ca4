export type PageLoad = PerformanceNavigationTiming & { readonly activationStart?: number };

export const pageLoad = (): PageLoad => performance.getEntriesByType('navigation')[0] as PageLoad;

/** How far the page was at a moment, in the words of web-vitals (lib/getLoadState.ts). It has loaded by now. */
export function loadStateAt(at: number): string {
  const { domInteractive, domContentLoadedEventStart, domComplete } = pageLoad();
  return at < domInteractive ? 'loading' : at < domContentLoadedEventStart ? 'dom-interactive' : at < domComplete ? 'dom-content-loaded' : 'complete';
}
