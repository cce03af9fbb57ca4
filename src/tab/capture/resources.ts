import type { Tools } from '../tools.ts';

export const isApi = ({ initiatorType }: PerformanceResourceTiming): boolean => /^(fe|xm)/.test(initiatorType);

/** Resource Timing of everything but API calls, which have their own capture. */
export function captureResources({ observe, put }: Tools): void {
  observe('resource', (entries) => {
    const seen = (entries as PerformanceResourceTiming[])
      .filter((entry) => !isApi(entry))
      .map(({ name, initiatorType, duration, transferSize, decodedBodySize, responseStatus = 0 }) => [name, initiatorType, duration, transferSize, decodedBodySize, responseStatus] as const);
    if (seen[0]) put({ kind: 'resources', entries: seen });
  });
}
