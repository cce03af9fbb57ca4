import type { AlertDefinition, AlertExplanation } from '../../contract/alert.ts';
import type { Measure } from './definitions.ts';
import type { Sample } from './sample.ts';

export interface Evaluation {
  /** `hold`: neither bad enough to fire nor good enough to clear. `insufficient`: not enough to say anything, which changes nothing. */
  readonly verdict: 'fire' | 'clear' | 'hold' | 'insufficient';
  readonly explanation: AlertExplanation;
}

const fewestSamples = 20;
const fewestBad = 3;
/** One good call after an outage proves nothing; asking for 20 would keep a quiet page's alert open for ever. */
const fewestToClear = 3;

function judge(threshold: number, { value, size, lower, bad, alive }: Sample): readonly [Evaluation['verdict'], AlertExplanation['step']] {
  if (value === null) return ['insufficient', size ? 'too_few_samples' : 'no_data'];
  if (size === null) return value > threshold ? ['fire', 'fired'] : alive ? ['clear', 'below_threshold'] : ['insufficient', 'no_data'];
  // Fire and clear at different levels, or a value at the threshold flaps. Unlike `0.8 * 0.05` this is 0.04.
  const good = value < (threshold * 4) / 5;
  if (size < fewestSamples) return [good && size >= fewestToClear ? 'clear' : 'insufficient', 'too_few_samples'];
  if (value <= threshold) return [good ? 'clear' : 'hold', 'below_threshold'];
  return lower === null || (lower > threshold && bad >= fewestBad) ? ['fire', 'fired'] : ['hold', 'not_significant'];
}

/** Judges what was counted against a definition. Fires above the threshold, never at it. */
export function evaluate(measure: Measure, { id: alertId, threshold, window }: AlertDefinition, sample: Sample, now: number): Evaluation {
  const { value, size, lower } = sample;
  const [verdict, step] = judge(threshold, sample);
  const lacking = step === 'no_data' || step === 'too_few_samples';
  const shown = (number: number): string => (measure === 'count' ? `${number}` : measure === 'p95' ? `${number} ms` : `${Math.round(number * 1_000) / 10} %`);
  const found = `${value === null ? '?' : shown(value)}${size === null ? '' : ` of ${size}`} in ${window} min, the limit is ${shown(threshold)}`;
  const text = `${lacking ? 'insufficient data: ' : step === 'not_significant' ? 'perhaps by chance: ' : ''}${found}`;
  const state = lacking ? 'insufficient_data' : 'inactive';
  return { verdict, explanation: { alertId, evaluatedAt: now, state, value, threshold, sampleSize: size, lowerBound: lower, step, text } };
}
