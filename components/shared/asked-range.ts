import { relativeRanges, type RelativeRange, type TimeRange } from '../../src/contract/time-range.ts';

/** The attribute `range` as the wire takes it: a span by name, or an ISO interval `from/to`; what is neither is the last day. */
export function askedRange(range: string): TimeRange {
  if (range in relativeRanges) return range as RelativeRange;
  const [from, to] = range.split('/').map((text) => Date.parse(text));
  return from && to ? { from, to } : '24h';
}
