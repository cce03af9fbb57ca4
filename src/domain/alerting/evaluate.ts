import type { AlertDefinition, AlertExplanation } from '../../contract/alert.ts';
import { histogramSize, latencyQuantile } from './latency-histogram.ts';
import type { LatencyHistogram } from './latency-histogram.ts';
import { wilson } from './wilson.ts';

/** What was counted in an alert's window. */
export type Measurement =
  | { readonly kind: 'ratio'; readonly bad: number; readonly total: number; readonly what: string }
  | { readonly kind: 'p95'; readonly latency: LatencyHistogram }
  /** `alive`: something was there to be counted, so that nothing means none. */
  | { readonly kind: 'count'; readonly count: number; readonly alive: boolean; readonly what: string }
  /** Somebody else triggers it; all there is to find out is whether it is quiet since. */
  | { readonly kind: 'quiet'; readonly alive: boolean }
  | { readonly kind: 'drop'; readonly started: number; readonly booked: number; readonly baselineStarted: number; readonly baselineBooked: number };

export interface Evaluation {
  /** epoch ms */
  readonly at: number;
  readonly value: number | null;
  readonly threshold: number;
  readonly sampleSize: number | null;
  readonly lowerBound: number | null;
  /** `hold`: neither bad enough to fire nor good enough to clear. `insufficient`: not enough to say anything, which changes nothing. */
  readonly verdict: 'fire' | 'clear' | 'hold' | 'insufficient';
  readonly step: AlertExplanation['step'];
  readonly text: string;
}

const fewestSamples = 20;
const fewestBad = 3;
/** One good call after an outage proves nothing; asking for 20 would keep a quiet page's alert open for ever. */
const fewestToClear = 3;
const fewestInBaseline = 100;
/** Fire and clear at different levels, or a value at the threshold flaps: it clears below four fifths. Unlike `0.8 * 0.05` this is 0.04. */
function clearsBelow(threshold: number): number {
  return (threshold * 4) / 5;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1).replace(/\.0$/, '')} %`;
}

function noData(missing: string, window: number): Pick<Evaluation, 'value' | 'verdict' | 'step' | 'text'> {
  return { value: null, verdict: 'insufficient', step: 'no_data', text: `insufficient data: ${missing} in ${window} min` };
}

type Found = Pick<Evaluation, 'value' | 'sampleSize' | 'lowerBound' | 'verdict' | 'step' | 'text'>;

/** Too few to fire; a handful of good ones may still end what fired. */
function tooFew(good: boolean, total: number, found: string): Pick<Evaluation, 'verdict' | 'step' | 'text'> {
  const verdict = good && total >= fewestToClear ? 'clear' : 'insufficient';
  return { verdict, step: 'too_few_samples', text: `insufficient data: ${found}; fewer than ${fewestSamples} prove nothing` };
}

function ratio(bad: number, total: number, what: string, { threshold, window }: AlertDefinition): Found {
  const numbers = { sampleSize: total, lowerBound: total > 0 ? wilson(bad, total).lower : null };
  if (total === 0) return { ...numbers, ...noData(`no ${what}`, window) };
  const value = bad / total;
  const found = `${bad} of ${total} ${what} failed (${percent(value)}) in ${window} min, the limit is ${percent(threshold)}`;
  const good = value < clearsBelow(threshold);
  if (total < fewestSamples) return { ...numbers, value, ...tooFew(good, total, found) };
  if (value <= threshold) return { ...numbers, value, verdict: good ? 'clear' : 'hold', step: 'below_threshold', text: found };
  if (bad < fewestBad) return { ...numbers, value, verdict: 'hold', step: 'not_significant', text: `${found}; fewer than ${fewestBad} failures may be chance` };
  const lower = wilson(bad, total).lower;
  if (lower <= threshold) {
    return { ...numbers, value, verdict: 'hold', step: 'not_significant', text: `${found}; with 95 % confidence it is only above ${percent(lower)}` };
  }
  return { ...numbers, value, verdict: 'fire', step: 'fired', text: found };
}

function p95(latency: LatencyHistogram, { threshold, window }: AlertDefinition): Found {
  const sampleSize = histogramSize(latency);
  const quantile = latencyQuantile(latency, 0.95);
  if (quantile === null) return { sampleSize, lowerBound: null, ...noData('no API calls', window) };
  const value = Math.round(quantile);
  const found = `p95 of ${sampleSize} API calls is ${value} ms in ${window} min, the limit is ${threshold} ms`;
  const good = quantile < clearsBelow(threshold);
  const numbers = { sampleSize, lowerBound: null, value };
  if (sampleSize < fewestSamples) return { ...numbers, ...tooFew(good, sampleSize, found) };
  if (quantile > threshold) return { ...numbers, verdict: 'fire', step: 'fired', text: found };
  return { ...numbers, verdict: good ? 'clear' : 'hold', step: 'below_threshold', text: found };
}

function count(measured: Extract<Measurement, { kind: 'count' }>, { threshold, window }: AlertDefinition): Found {
  const { count: value, what } = measured;
  const found = `${value} ${what} in ${window} min, the limit is ${threshold}`;
  const numbers = { value, sampleSize: null, lowerBound: null };
  if (value > threshold) return { ...numbers, verdict: 'fire', step: 'fired', text: found };
  if (!measured.alive) return { ...numbers, ...noData('nothing was observed', window) };
  return { ...numbers, verdict: 'clear', step: 'below_threshold', text: found };
}

function drop(measured: Extract<Measurement, { kind: 'drop' }>, { threshold, window }: AlertDefinition): Found {
  const { started, baselineStarted } = measured;
  // A booking may finish in another minute than it began in: a share above 1 is an edge, not a fact.
  const booked = Math.min(measured.booked, started);
  const baselineBooked = Math.min(measured.baselineBooked, baselineStarted);
  const few = started < fewestSamples || baselineStarted < fewestInBaseline || baselineBooked === 0;
  if (few) {
    const found = `${started} bookings started in ${window} min and ${baselineStarted} in the 7 days before`;
    const text = `insufficient data: ${found}; ${fewestSamples} and ${fewestInBaseline} are needed`;
    return { value: null, sampleSize: started, lowerBound: null, verdict: 'insufficient', step: started === 0 ? 'no_data' : 'too_few_samples', text };
  }
  const usual = baselineBooked / baselineStarted;
  const value = Math.max(0, 1 - booked / started / usual);
  const lowerBound = Math.max(0, 1 - wilson(booked, started).upper / wilson(baselineBooked, baselineStarted).lower);
  const numbers = { value, sampleSize: started, lowerBound };
  const finished = `${percent(booked / started)} of ${started} started bookings were finished in ${window} min`;
  const found = `${finished}, ${percent(value)} below the ${percent(usual)} of the 7 days before; the limit is ${percent(threshold)}`;
  if (value <= threshold) return { ...numbers, verdict: value < clearsBelow(threshold) ? 'clear' : 'hold', step: 'below_threshold', text: found };
  if (lowerBound <= threshold) {
    return { ...numbers, verdict: 'hold', step: 'not_significant', text: `${found}; with 95 % confidence it is only above ${percent(lowerBound)}` };
  }
  return { ...numbers, verdict: 'fire', step: 'fired', text: found };
}

function quiet(alive: boolean, { window }: AlertDefinition): Found {
  const nothing = { value: null, sampleSize: null, lowerBound: null };
  return alive
    ? { ...nothing, verdict: 'clear', step: 'below_threshold', text: `nothing more of it in ${window} min` }
    : { ...nothing, ...noData('nothing was observed', window) };
}

/** Judges what was counted against a definition. Fires above the threshold, never at it. */
export function evaluate(definition: AlertDefinition, measured: Measurement, now: number): Evaluation {
  const found = (): Found => {
    switch (measured.kind) {
      case 'ratio':
        return ratio(measured.bad, measured.total, measured.what, definition);
      case 'p95':
        return p95(measured.latency, definition);
      case 'count':
        return count(measured, definition);
      case 'drop':
        return drop(measured, definition);
      case 'quiet':
        return quiet(measured.alive, definition);
    }
  };
  return { at: now, threshold: definition.threshold, ...found() };
}
