import type { Trend } from '../../contract/performance-answers.ts';
import { upperTail } from './normal.ts';
import { mergeSketches, type QuantileSketch } from './quantile-sketch.ts';

/** Values without which a day, or a part of one, says nothing. */
const least = 10;
/** Days without which nobody knows what is usual. */
const leastDays = 4;
/** 99 % quantiles of Student's t with 3 to 6 degrees of freedom, one-sided. */
const t99 = [4.541, 3.747, 3.365, 3.143];
/** Of any two values the newer is the higher in so many cases: less than that nobody feels. */
const leastEffect = 0.56;

export const noTrend: Trend = { verdict: 'no data', effect: null, bound: null, p: null, days: 0 };

/**
 * Mann and Whitney's U of two samples from their bins, as the chance that a value of the first is above one of the second (equal bins count half), and
 * the chance of at least that if both were alike.
 */
export function compareSketches(a: QuantileSketch, b: QuantileSketch): { readonly effect: number; readonly p: number } {
  const n = a.count * b.count;
  const all = a.count + b.count;
  let below = 0;
  let wins = 0;
  let ties = 0;
  let [ofA, ofB] = [0, 0];
  const { bins } = mergeSketches([a, b]);
  for (let at = 0; at < bins.length; at += 2) {
    const count = bins[at + 1]!;
    const ours = a.bins[ofA] === bins[at] ? a.bins[(ofA += 2) - 1]! : 0;
    const theirs = b.bins[ofB] === bins[at] ? b.bins[(ofB += 2) - 1]! : 0;
    wins += ours * (below + theirs / 2);
    below += theirs;
    ties += count ** 3 - count;
  }
  const effect = wins / n;
  const sd = Math.sqrt(((all + 1 - ties / (all * (all - 1))) / 12 / n) || 0);
  return { effect, p: sd ? upperTail((effect - 0.5) / sd) : 1 };
}

/**
 * A regression, or a bad day? Higher values are worse. `parts`: the last 24 hours in quarters; `days`: the seven days before. By Mann and Whitney's test the
 * last 24 hours must be worse than those days together (p < 0.001). That is a regression where it is worse than such a day can be: above the 99 % prediction bound
 * of what each of the days is against the others, which is their own ups and downs, weekdays included; and where it lasts: in every quarter that has
 * values, at least two. All else is a bad day, such as those days had or an hour makes.
 */
export function trendOf(parts: readonly QuantileSketch[], days: readonly QuantileSketch[]): Trend {
  const usual = days.filter(({ count }) => count >= least);
  const now = mergeSketches(parts);
  if (now.count < least || usual.length < leastDays) return { ...noTrend, days: usual.length };
  const before = mergeSketches(usual);
  const { effect, p } = compareSketches(now, before);
  const effects = usual.map((one) => compareSketches(one, mergeSketches(usual.filter((other) => other !== one))).effect);
  const k = effects.length;
  const mean = effects.reduce((sum, one) => sum + one, 0) / k;
  const sd = Math.sqrt(effects.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (k - 1));
  const bound = mean + (t99[k - leastDays] ?? t99[3]!) * sd * Math.sqrt(1 + 1 / k);
  const told = parts.filter(({ count }) => count >= least);
  const lasts = told.length > 1 && told.every((part) => compareSketches(part, before).effect >= leastEffect);
  const worse = p < 0.001 && effect >= leastEffect;
  return { verdict: !worse ? 'as usual' : effect > bound && lasts ? 'regression' : 'bad day', effect, bound, p, days: k };
}
