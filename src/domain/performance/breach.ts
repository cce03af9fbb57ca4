import type { Breach, Trend } from '../../contract/performance-answers.ts';
import type { Judged } from './budgets.ts';
import { tidy } from './tally.ts';

const verdicts: Readonly<Record<Trend['verdict'], string>> = {
  regression: 'a regression against the seven days before',
  'bad day': 'a bad day, no regression',
  'as usual': 'no worse than the seven days before',
  'no data': 'too few values to compare with the seven days before',
};

/** What is told of a limit that was passed: what, where, how far over, of how many, and whether it is a regression. */
export function breachOf({ alertType, name: metric, page, value: measured, limit, unit, count, status, window, quantile: percentile }: Judged, trend: Trend): Breach {
  const value = measured ?? 0;
  const over = tidy(value - limit);
  const exceededBy = limit ? tidy(value / limit - 1) : null;
  const of = percentile === null ? 'together' : `at p${percentile * 100}`;
  const share = exceededBy === null ? '' : `, ${Math.round(exceededBy * 100)} % over`;
  const message = `${metric}${page ? ` of ${page}` : ''}: ${[value, unit, of].filter(Boolean).join(' ')}${share} the limit of ${[limit, unit].filter(Boolean).join(' ')} (${count} values in ${window / 60_000} minutes); ${verdicts[trend.verdict]}`;
  return { alertType, message, metric, ...(page && { page }), value, limit, unit, over, exceededBy, count, sampleSize: count, percentile, window, status, verdict: trend.verdict, trend };
}
