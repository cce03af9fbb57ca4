import type { AlertDefinition, AlertExplanation } from '../../contract/alert.ts';
import type { Evaluation, Sample } from './alert-levels.ts';
import type { Counters } from './counters.ts';
import { fewestSamples, fires } from './fires.ts';

export interface Finding extends AlertExplanation {
  /** Whether it may end; `null`: not enough to say anything, which changes nothing. */
  readonly good: boolean | null;
}

type Limit = Pick<AlertDefinition, 'id' | 'threshold' | 'window'>;

/** One good call after an outage proves nothing; asking for 20 would keep a quiet page's alert open for ever. */
const fewestToClear = 3;

/** A level in words, such as `6.2 % of 320 in 5 min, the limit is 5 %`. What has no interval is a duration. */
export function levelText({ threshold, window }: Omit<Limit, 'id'>, { value, size, lower }: Sample): string {
  const shown = (number: number): string => (lower === undefined ? `${Math.round(number)} ms` : `${Math.round(number * 1_000) / 10} %`);
  return `${value === null ? '?' : shown(value)} of ${size} in ${window} min, the limit is ${shown(threshold)}`;
}

/** Evaluates an alert on what was counted in its window and in the seven days before. */
export function judge({ id: alertId, threshold, window }: Limit, how: Evaluation, counters: Counters, before: Counters, now: number): Finding {
  const none = { alertId, evaluatedAt: now, state: 'inactive', value: null, threshold, sampleSize: null, lowerBound: null } as const;
  if (typeof how !== 'function') return { good: how && counters.counts[how] ? true : null, ...none, step: how ? 'below_threshold' : 'manual_only', text: '' };

  const sample = how(counters, before);
  const { value, size, lower } = sample;
  const isEnough = value !== null && size >= fewestSamples;
  let step: AlertExplanation['step'] = 'fired';
  if (!isEnough) step = size ? 'too_few_samples' : 'no_data';
  else if (!fires(sample, threshold)) step = value <= threshold ? 'below_threshold' : 'not_significant';
  // Fire and clear at different levels, or a value at the threshold flaps. Unlike `0.8 * 0.05` this is 0.04.
  const isGood = value !== null && (value <= 0 || value < (threshold * 4) / 5) && size >= fewestToClear;
  return {
    good: isGood || (isEnough ? false : null),
    ...none,
    state: isEnough ? 'inactive' : 'insufficient_data',
    value,
    sampleSize: size,
    lowerBound: value === null ? null : (lower ?? null),
    step,
    text: `${isEnough ? '' : 'insufficient data: '}${levelText({ threshold, window }, sample)}`,
  };
}
