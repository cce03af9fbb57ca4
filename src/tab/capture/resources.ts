import type { Tools } from '../tools.ts';

/** Resource Timing of everything but API calls, which have their own capture. */
export function captureResources({ observe, put }: Tools): void {
  observe('resource', (entries) => {
    const seen = (entries as PerformanceResourceTiming[])
      .filter(({ initiatorType }) => !/^(fetch|xmlhttprequest)$/.test(initiatorType))
      .map((entry) => [entry.name, entry.initiatorType, entry.duration, entry.transferSize, entry.decodedBodySize, entry.responseStatus ?? 0] as const);
    if (seen[0]) put({ kind: 'resources', entries: seen });
  });
}
