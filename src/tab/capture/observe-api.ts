import type { Tools } from '../tools.ts';
import { watch } from './api.ts';
import { isApi } from './resources.ts';

/** Reads Resource Timing instead of wrapping: no patch, but no method, no abort and, cross-origin, no status either. */
export function observeApi(tools: Tools): void {
  tools.observe('resource', (entries) => {
    for (const entry of entries as PerformanceResourceTiming[])
      if (isApi(entry.initiatorType)) watch(tools, 'GET', entry.name, undefined, performance.now() - entry.duration)(entry.responseStatus, '');
  });
}
