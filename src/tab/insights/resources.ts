import type { ResourceEntry } from '../../contract/signal.ts';
import { isApi } from '../capture/resources.ts';
import type { Tools } from '../tools.ts';
import type { Tell } from './capture-insights.ts';

type Resource = PerformanceResourceTiming & { readonly renderBlockingStatus?: string };

/**
 * Resources that rendering waited for; and sizes and phases of API calls, where the origin allows to see them (`Timing-Allow-Origin`), counted by path, as
 * Resource Timing knows no method.
 */
export function watchResources({ observe, put, isOwn }: Tools, tell: Tell, calls: boolean): void {
  observe('resource', (given) => {
    const entries: ResourceEntry[] = [];
    for (const entry of given as Resource[]) {
      // Each member is a question to the browser: only of those that are wanted.
      const { initiatorType, renderBlockingStatus } = entry;
      if (renderBlockingStatus === 'blocking') tell('render_blocking', entry.duration, { target: entry.name.split('?')[0] });
      if (!calls || !isApi(initiatorType) || isOwn(entry.name)) continue;
      const { name, duration, transferSize, decodedBodySize, responseStatus = 0, domainLookupStart, domainLookupEnd, connectStart, connectEnd, secureConnectionStart, requestStart, responseStart, responseEnd } = entry;
      const spent = requestStart ? [domainLookupEnd - domainLookupStart, (secureConnectionStart || connectEnd) - connectStart, secureConnectionStart && connectEnd - secureConnectionStart, responseStart - requestStart, responseEnd - responseStart] : [];
      entries.push([name, initiatorType, duration, transferSize, decodedBodySize, responseStatus, ...spent]);
    }
    if (entries[0]) put({ kind: 'resources', entries });
  });
}
