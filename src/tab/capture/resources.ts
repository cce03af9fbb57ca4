import type { Tools } from '../tools.ts';

/** Of an `initiatorType`: `fetch`, `xmlhttprequest`. */
export const isApi = (type: string): boolean => /^(fe|xm)/.test(type);

/** Resource Timing of everything but API calls, which have their own capture. */
export function captureResources({ observe, put }: Tools): void {
  observe('resource', (entries) => {
    const seen = (entries as PerformanceResourceTiming[]).flatMap(({ name, initiatorType, duration, transferSize, decodedBodySize, responseStatus = 0 }) =>
      isApi(initiatorType) ? [] : [[name, initiatorType, duration, transferSize, decodedBodySize, responseStatus] as const],
    );
    if (seen[0]) put({ kind: 'resources', entries: seen });
  });
}
