import { relativeRanges, type RelativeRange, type TimeRange } from '../../src/contract/time-range.ts';

/** A `range` attribute as the wire takes it; what is neither a span by name nor an interval `from/to` is the last day. */
export function askedRange(range: string): TimeRange {
  if (range in relativeRanges) return range as RelativeRange;
  const [from, to] = range.split('/').map((text) => Date.parse(text));
  return from && to ? { from, to } : '24h';
}
