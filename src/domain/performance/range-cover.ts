import { relativeRanges, type TimeRange } from '../../contract/time-range.ts';

/** The steps that values are rolled up in, and how long each is kept, in ms. */
export const spans = [
  { name: 'minute', length: 60_000, keep: 7 * 3_600_000 },
  { name: 'hour', length: 3_600_000, keep: 8 * 86_400_000 },
  { name: 'day', length: 86_400_000, keep: 32 * 86_400_000 },
] as const;
export type Span = (typeof spans)[number];
export type SpanName = Span['name'];

export interface Cover {
  /** What the parts really span: the range asked for, widened to the steps that are kept. */
  readonly from: number;
  readonly to: number;
  readonly parts: readonly { readonly span: SpanName; readonly from: number; readonly to: number }[];
}

/** A range as bounds in epoch ms, `from` inclusive, `to` exclusive. Nonsense becomes the empty range that ends now. */
export function boundsOf(range: TimeRange | undefined, now: number): { readonly from: number; readonly to: number } {
  const asked = range ?? '24h';
  if (typeof asked === 'object' && asked !== null) {
    const to = Number.isFinite(asked.to) ? asked.to : now;
    return { from: Number.isFinite(asked.from) ? Math.min(asked.from, to) : to, to };
  }
  const length = typeof asked === 'number' ? asked : relativeRanges[asked];
  return { from: now - (length >= 0 && Number.isFinite(length) ? length : 0), to: now };
}

/** The fewest kept steps that span a range: fine ones at its edges, coarse ones between. */
export function coverRange(range: { readonly from: number; readonly to: number }, now: number): Cover {
  const from = Math.max(range.from, now - spans[2].keep);
  const level = spans.findIndex((span) => floor(from, span.length) >= now - span.keep);
  const finest = spans[level] ?? spans[2];
  const start = floor(from, finest.length);
  const end = ceil(Math.max(from, range.to), finest.length);
  // Nothing is later than now: the running day holds what its hours hold.
  const reach = range.to >= now ? ceil(end, spans[2].length) : end;
  return { from: start, to: Math.max(start, Math.min(end, now)), parts: cover(Math.max(level, 0), start, reach) };
}

function cover(level: number, from: number, to: number): Cover['parts'] {
  const span = spans[level] as Span;
  const coarser = spans[level + 1];
  if (from >= to) return [];
  if (!coarser) return [{ span: span.name, from, to }];
  const inner = { from: ceil(from, coarser.length), to: floor(to, coarser.length) };
  if (inner.from >= inner.to) return [{ span: span.name, from, to }];
  return [...edge(span, from, inner.from), ...cover(level + 1, inner.from, inner.to), ...edge(span, inner.to, to)];
}

function edge(span: Span, from: number, to: number): Cover['parts'] {
  return from < to ? [{ span: span.name, from, to }] : [];
}

export function floor(at: number, step: number): number {
  return Math.floor(at / step) * step;
}

function ceil(at: number, step: number): number {
  return Math.ceil(at / step) * step;
}
