import type { TimeRange } from '../../contract/time-range.ts';
import { resolveRange } from '../resolve-range.ts';

/** The steps that values are summed up in, finest first, and how long each is kept, in ms. */
export const steps = [
  [60_000, 7 * 3_600_000],
  [3_600_000, 32 * 86_400_000],
] as const;

export interface Span {
  readonly step: number;
  readonly from: number;
  readonly to: number;
}

/** A range in the finest steps that are kept from its beginning on, and so widened to whole ones. */
export function spanOf(range: TimeRange | undefined, now: number): Span {
  const { from, to } = resolveRange(range, now);
  const [step] = steps.find(([, keep]) => from >= now - keep) ?? steps[1];
  return { step, from: Math.floor(from / step) * step, to: Math.ceil(to / step) * step };
}
