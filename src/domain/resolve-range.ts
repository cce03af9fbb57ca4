import { relativeRanges, type TimeRange } from '../contract/time-range.ts';

/** The bounds of a range, in epoch ms; `from` inclusive, `to` exclusive. What ends now includes now. */
export function resolveRange(range: TimeRange | undefined, now: number, otherwise: TimeRange = '24h'): { readonly from: number; readonly to: number } {
  const asked = range ?? otherwise;
  if (typeof asked === 'object') return asked;
  const span = typeof asked === 'number' ? asked : relativeRanges[asked];
  if (!(span > 0)) throw new TypeError(`prescripto-ops: time range: expected one of ${Object.keys(relativeRanges).join(', ')}, milliseconds, or {from, to}, got ${JSON.stringify(range)}`);
  return { from: now - span, to: now + 1 };
}
