import type { AlertDefinition, AlertExplanation } from '../../contract/alert.ts';
import type { Evaluation } from './alert-levels.ts';
import type { Counters } from './counters.ts';

export interface Finding extends AlertExplanation {
  /** Whether it may end; `null`: not enough to say anything, which changes nothing. */
  readonly good: boolean | null;
}

const fewestSamples = 20;
/** One good call after an outage proves nothing; asking for 20 would keep a quiet page's alert open for ever. */
const fewestToClear = 3;

/** Evaluates an alert on what was counted in its window and in the seven days before. It fires above the threshold, never at it. */
export function judge({ id: alertId, threshold, window }: Pick<AlertDefinition, 'id' | 'threshold' | 'window'>, how: Evaluation, counters: Counters, before: Counters, now: number): Finding {
  const none = { alertId, evaluatedAt: now, state: 'inactive', value: null, threshold, sampleSize: null, lowerBound: null } as const;
  if (typeof how !== 'function') return { good: how && counters.counts[how] ? true : null, ...none, step: how ? 'below_threshold' : 'manual_only', text: '' };

  const { value, size, lower } = how(counters, before);
  const isEnough = value !== null && size >= fewestSamples;
  let step: AlertExplanation['step'] = 'fired';
  if (!isEnough) step = size ? 'too_few_samples' : 'no_data';
  else if (value <= threshold) step = 'below_threshold';
  else if ((lower ?? value) <= threshold) step = 'not_significant';
  // Fire and clear at different levels, or a value at the threshold flaps. Unlike `0.8 * 0.05` this is 0.04.
  const isGood = value !== null && (value <= 0 || value < (threshold * 4) / 5) && size >= fewestToClear;
  const shown = (number: number): string => (lower === undefined ? `${Math.round(number)} ms` : `${Math.round(number * 1_000) / 10} %`);
  return {
    good: isGood || (isEnough ? false : null),
    ...none,
    state: isEnough ? 'inactive' : 'insufficient_data',
    value,
    sampleSize: size,
    lowerBound: value === null ? null : (lower ?? null),
    step,
    text: `${isEnough ? '' : 'insufficient data: '}${value === null ? '?' : shown(value)} of ${size} in ${window} min, the limit is ${shown(threshold)}`,
  };
}
