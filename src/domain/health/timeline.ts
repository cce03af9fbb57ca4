import type { HealthStatus, TimelineSpan } from '../../contract/health.ts';
import type { CheckResult } from './check-row.ts';

/**
 * How a check stood from `from` to `to`, span by span, oldest first: what stood after each result stood until the next one, or until it was out of
 * date. Time of which nothing is known is UNKNOWN. The spans follow on one another, and no two neighbours have the same status.
 *
 * @param interval ms between two runs, for results that do not say when they are out of date
 */
export function timelineOf(results: readonly CheckResult[], from: number, to: number, interval: number): readonly TimelineSpan[] {
  const spans: TimelineSpan[] = [];
  const add = (begin: number, end: number, status: HealthStatus, message: string): void => {
    const [first, last] = [Math.max(begin, from), Math.min(end, to)];
    const before = spans.at(-1);
    if (last <= first) return;
    if (before?.status !== status) spans.push({ from: first, to: last, duration: last - first, status, message });
    else spans[spans.length - 1] = { ...before, to: last, duration: last - before.from };
  };
  let known = from;
  const sorted = [...results].sort((a, b) => a.at - b.at);
  for (const [index, { at, status, standing = status, staleAt = at + 3 * interval, message }] of sorted.entries()) {
    add(known, at, 'UNKNOWN', 'not watched');
    known = Math.max(at, Math.min(staleAt, sorted[index + 1]?.at ?? to));
    add(at, known, standing, message);
  }
  add(known, to, 'UNKNOWN', 'not watched');
  return spans;
}
