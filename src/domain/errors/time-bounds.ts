import { relativeRanges } from '../../contract/time-range.ts';
import type { TimeRange } from '../../contract/time-range.ts';

/** Epoch ms, `from` inclusive, `to` exclusive: what happens in this very millisecond is in a range that ends now. */
export function timeBounds(range: TimeRange, now: number): { readonly from: number; readonly to: number } {
  if (typeof range === 'object') return range;
  const span = typeof range === 'number' ? range : (relativeRanges[range] ?? relativeRanges['24h']);
  return { from: now - span, to: now + 1 };
}
