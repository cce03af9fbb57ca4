import type { TimeRange } from '../../contract/time-range.ts';
import { resolveRange } from '../resolve-range.ts';

export const minute = 60_000;
export const hour = 3_600_000;
const day = 86_400_000;

/** The steps that values are summed up in, finest first, and how long each is kept, in ms. */
export const steps = [
  [minute, 7 * hour],
  [hour, 9 * day],
  [day, 32 * day],
] as const;

export interface Span {
  readonly step: number;
  readonly from: number;
  readonly to: number;
}

export const floor = (at: number, step: number): number => at - (at % step);

/** Up to here minutes may have been rolled up into hours and days: an hour that is over for at least another. */
export const ripe = (now: number): number => floor(now, hour) - hour;

/**
 * Where a range is read: from the finest steps that are kept from its beginning on, and so widened to whole ones; what has not been `rolled` up
 * into them yet, from finer ones. Oldest first, without gap and overlap.
 */
export function spansOf(range: TimeRange | undefined, now: number, rolled: number): readonly Span[] {
  const given = resolveRange(range, now);
  // Nothing is older than what is kept, nor newer than now: who asks from 1970, or for ever, must not wait for each of these days.
  const oldest = now - steps[2][1];
  const begins = Math.min(Math.max(given.from, oldest), now);
  const asked = { from: begins, to: Math.max(begins + 1, Math.min(given.to, now + 1)) };
  const [step] = steps.find(([, keep]) => asked.from >= now - keep) ?? steps[2];
  const to = Math.ceil(asked.to / step) * step;
  let from = floor(asked.from, step);
  const spans: Span[] = [];
  for (const length of [day, hour, minute]) {
    if (length > step) continue;
    const end = length === minute ? to : Math.max(from, Math.min(to, floor(rolled, length)));
    if (end > from) spans.push({ step: length, from, to: end });
    from = Math.max(from, end);
  }
  return spans;
}
