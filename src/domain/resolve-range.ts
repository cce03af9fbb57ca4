import { relativeRanges, type TimeRange } from '../contract/time-range.ts';
import { refuse } from './refuse.ts';

/** The bounds of a range, in epoch ms; `from` inclusive, `to` exclusive. What ends now includes now. */
export function resolveRange(range: TimeRange | undefined, now: number, otherwise: TimeRange = '24h'): { readonly from: number; readonly to: number } {
  const asked: unknown = range ?? otherwise;
  if (asked && typeof asked === 'object') {
    const { from, to } = asked as { readonly from: unknown; readonly to: unknown };
    if (typeof from === 'number' && typeof to === 'number' && from <= to) return { from, to };
  }
  const span = typeof asked === 'number' ? asked : relativeRanges[asked as keyof typeof relativeRanges];
  if (!(span > 0)) refuse('time range', `one of ${Object.keys(relativeRanges).join(', ')}, milliseconds, or {from, to} in epoch ms`, range);
  return { from: now - span, to: now + 1 };
}
