import type { Tools } from '../tools.ts';

/** Of an `initiatorType`: `fetch`, `xmlhttprequest`. */
export const isApi = (type: string): boolean => /fe|xm/.test(type);

/** Resource Timing of everything but API calls, which have their own capture. */
export function captureResources({ observe, put }: Tools): void {
  observe('resource', (seen) => {
    const entries = (seen as PerformanceResourceTiming[])
      .filter(({ initiatorType }) => !isApi(initiatorType))
      .map(({ name, initiatorType, duration, transferSize, decodedBodySize, responseStatus = 0 }) => [name, initiatorType, duration, transferSize, decodedBodySize, responseStatus] as const);
    if (entries[0]) put({ kind: 'resources', entries });
  });
}
