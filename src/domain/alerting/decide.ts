import type { Measure } from './definitions.ts';
import type { Evaluation } from './evaluate.ts';

/** What is remembered of an alert between evaluations. */
export interface Standing {
  /** When the value was first good again; `null` while it is not. epoch ms */
  readonly clearSince: number | null;
  /** When its open incident was last triggered; `null` without one. epoch ms */
  readonly triggeredAt: number | null;
  /** Since when there has been no gap in watching: time asleep proves nothing. epoch ms */
  readonly watchedSince: number;
  /** Newly seen in this batch; 0 when only time has passed. */
  readonly occurrences: number;
}

export interface Decision {
  readonly clearSince: number | null;
  readonly action: 'trigger' | 'measure' | 'clear' | 'none';
}

/**
 * What an evaluation means for an alert. A level opens an incident whenever it is bad, an occurrence only when it is new, so
 * that a resolved one is not reported again for as long as it stays in the window. Both clear after a whole window, watched
 * without a gap, that was good. Not enough data changes nothing.
 */
export function decide(measure: Measure, windowMinutes: number, standing: Standing, { verdict, at }: Evaluation): Decision {
  const isOpen = standing.triggeredAt !== null;
  const isLevel = measure === 'ratio' || measure === 'p95' || measure === 'drop';
  switch (verdict) {
    case 'insufficient':
      return { clearSince: standing.clearSince, action: 'none' };
    case 'hold':
      return { clearSince: null, action: isOpen ? 'measure' : 'none' };
    case 'fire':
      if (standing.occurrences > 0 || (isLevel && !isOpen)) return { clearSince: null, action: 'trigger' };
      return { clearSince: null, action: isOpen ? 'measure' : 'none' };
    case 'clear': {
      const clearSince = standing.clearSince ?? at;
      if (standing.triggeredAt === null) return { clearSince: null, action: 'none' };
      const goodSince = Math.max(standing.triggeredAt, standing.watchedSince, isLevel ? clearSince : 0);
      return at - goodSince >= windowMinutes * 60_000 ? { clearSince: null, action: 'clear' } : { clearSince, action: 'measure' };
    }
  }
}
