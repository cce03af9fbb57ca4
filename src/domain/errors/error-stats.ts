import type { ErrorRecord, ErrorStats } from '../../contract/error-record.ts';
import { pagePath } from './page-path.ts';

/** Steps of the trend. */
const steps = 24;

/** What the errors of a range add up to. */
export function errorStats(records: readonly ErrorRecord[], range: { readonly from: number; readonly to: number }): ErrorStats {
  const step = (range.to - range.from) / steps;
  const tally = (keyOf: (record: ErrorRecord) => unknown): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const key of records.map((record) => String(keyOf(record)))) counts[key] = (counts[key] ?? 0) + 1;
    return counts;
  };
  const slots = tally(({ timestamp }) => Math.floor((timestamp - range.from) / step));
  return {
    range,
    total: records.length,
    groups: Object.keys(tally(({ signature }) => signature)).length,
    sessions: Object.keys(tally(({ sessionId }) => sessionId)).length,
    byCategory: tally(({ category }) => category),
    bySeverity: tally(({ severity }) => severity),
    byRelease: tally(({ release }) => release || 'unknown'),
    byPage: tally(({ url }) => pagePath(url)),
    byBrowser: tally(({ browserContext }) => browserContext.browser),
    trend: Array.from({ length: steps }, (_, slot) => ({ at: Math.round(range.from + slot * step), count: slots[slot] ?? 0 })),
  };
}
