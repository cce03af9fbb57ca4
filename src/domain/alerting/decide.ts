import type { Evaluation } from './evaluate.ts';
import type { IncidentCommand, IncidentRow } from './incident-state.ts';

/**
 * What an evaluation means for an alert's incident. A level opens one whenever it is bad, an occurrence only when it is new, so
 * that a resolved one is not reported again for as long as it stays in the window. Both clear after a whole window, watched
 * without a gap, that was good. Not enough data changes nothing.
 */
export function decide(
  { verdict, explanation: { value, sampleSize, text } }: Evaluation,
  open: Pick<IncidentRow, 'goodSince'> | null,
  { window, watchedSince, occurred }: { readonly window: number; readonly watchedSince: number; readonly occurred: number },
  now: number,
): IncidentCommand | 'trigger' | null {
  const level = sampleSize !== null;
  if (verdict === 'fire' && (occurred || (level && !open))) return 'trigger';
  if (verdict === 'insufficient' || !open) return null;
  const isGood = verdict === 'clear';
  const goodSince = level && !isGood ? null : (open.goodSince ?? now);
  if (isGood && now - Math.max(goodSince ?? now, watchedSince) >= window * 60_000) return { kind: 'resolve', userId: 'system', text, automatic: true };
  return level ? { kind: 'measure', change: { value, sampleSize, goodSince } } : null;
}
