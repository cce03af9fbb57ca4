import type { Tools } from '../tools.ts';

/** Of an `initiatorType`: `fetch`, `xmlhttprequest`. */
export const isApi = (type: string): boolean => /fe|xm/.test(type);

/** ms. What a page loads is told one by one; read many in a row and sent as one, each costs a fifth. */
const gathering = 250;

/** Resource Timing of everything but API calls, which have their own capture. */
export function captureResources({ observe, put, on }: Tools): void {
  let kept: PerformanceResourceTiming[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    timer = undefined;
    if (kept[0])
      put({
        kind: 'resources',
        entries: kept.map(({ name, initiatorType, duration, transferSize, decodedBodySize, responseStatus = 0 }) => [name, initiatorType, duration, transferSize, decodedBodySize, responseStatus]),
      });
    kept = [];
  };
  // Before what is queued is handed over, because the page may be about to go.
  on(document, 'visibilitychange', tell);
  observe('resource', (entries) => {
    kept.push(...(entries as PerformanceResourceTiming[]).filter(({ initiatorType }) => !isApi(initiatorType)));
    timer ??= setTimeout(tell, gathering);
  });
}
