import type { AlertDefinition, AlertExplanation } from '../../../contract/alert.ts';
import type { Finding } from '../judge.ts';
import type { Measured } from './measure.ts';

const fewestToClear = 3;

/** How much of the window somebody was there to see something: 0 to 1. */
export type Watched = number;

/** Whether a value is beyond a limit, as the condition compares. */
const beyond = { '>': (a: number, b: number) => a > b, '>=': (a: number, b: number) => a >= b, '<': (a: number, b: number) => a < b, '<=': (a: number, b: number) => a <= b } as const;

const round = (value: number): string => String(Math.round(value * 1_000) / 1_000);

/**
 * What a condition says. Counts are counts only while somebody is there to count: without anything seen in the window nothing is known, and that there is too little
 * of something is known only when half of the window was watched.
 */
export function judgeCondition({ id, threshold, window, condition }: Pick<AlertDefinition, 'id' | 'threshold' | 'window' | 'condition'>, { value, size, interval, fewest, text }: Measured, watched: Watched, now: number): Finding {
  const { aggregate = 'count', compare = '>', clear } = condition ?? {};
  const isAbove = compare.startsWith('>');
  const isCount = fewest === 0;
  const isKnown = value !== null && (isCount ? (isAbove ? size > 0 || watched > 0 : watched >= 0.5) : size >= fewest);
  const isBad = value !== null && beyond[compare](value, threshold);
  // The end of the interval that is nearest to good.
  const bound = isAbove ? interval?.lower : interval?.upper;
  let step: AlertExplanation['step'] = 'fired';
  if (!isKnown) step = size || watched ? 'too_few_samples' : 'no_data';
  else if (!isBad) step = 'below_threshold';
  else if (bound !== undefined && !beyond[compare](bound, threshold)) step = 'not_significant';
  const limit = clear ?? (threshold * (isAbove ? 4 : 5)) / (isAbove ? 5 : 4);
  const isBeyondClear = isAbove ? value !== null && value > limit : value !== null && value < limit;
  const isGood = value !== null && !isBad && !isBeyondClear && (isCount ? watched > 0 : size >= Math.min(fewest, fewestToClear));
  return {
    alertId: id,
    evaluatedAt: now,
    state: isKnown ? 'inactive' : 'insufficient_data',
    value,
    threshold,
    sampleSize: isCount ? null : size,
    lowerBound: value === null ? null : (bound ?? null),
    step,
    good: isGood || (isKnown ? false : null),
    text: `${isKnown ? '' : 'insufficient data: '}${text ?? `${aggregate} is ${value === null ? '?' : round(value)} of ${size} in ${window} min, it fires ${compare} ${round(threshold)}`}`,
  };
}
