/**
 * A span of time to ask about: a span that ends now, or two epoch-millisecond bounds (`from` inclusive, `to`
 * exclusive), or a number of milliseconds that ends now.
 */
export type TimeRange = RelativeRange | { readonly from: number; readonly to: number } | number;
export type RelativeRange = '15m' | '1h' | '6h' | '24h' | '7d' | '30d';

export const relativeRanges: Readonly<Record<RelativeRange, number>> = {
  '15m': 900_000,
  '1h': 3_600_000,
  '6h': 21_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '30d': 2_592_000_000,
};
