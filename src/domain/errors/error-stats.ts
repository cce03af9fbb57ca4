import type { ErrorRecord, ErrorStats } from '../../contract/error-record.ts';
import { pagePath } from './page-path.ts';

/** Steps of the trend. */
const steps = 24;

/** What the errors of a range add up to. */
export function errorStats(records: readonly ErrorRecord[], range: { readonly from: number; readonly to: number }): ErrorStats {
  const step = (range.to - range.from) / steps;
  const tally = <K>(keyOf: (record: ErrorRecord) => K): Map<K, number> => {
    const counts = new Map<K, number>();
    for (const record of records) counts.set(keyOf(record), (counts.get(keyOf(record)) ?? 0) + 1);
    return counts;
  };
  // `fromEntries` defines members, so that a page called `__proto__` is a page.
  const by = (keyOf: (record: ErrorRecord) => unknown): Record<string, number> => Object.fromEntries(tally((record) => String(keyOf(record))));
  const slots = tally(({ timestamp }) => Math.floor((timestamp - range.from) / step));
  return {
    range,
    total: records.length,
    groups: tally(({ signature }) => signature).size,
    sessions: tally(({ sessionId }) => sessionId).size,
    byCategory: by(({ category }) => category),
    bySeverity: by(({ severity }) => severity),
    byRelease: by(({ release }) => release || 'unknown'),
    byPage: by(({ url }) => pagePath(url)),
    byBrowser: by(({ browserContext }) => browserContext.browser),
    trend: Array.from({ length: steps }, (_, slot) => ({ at: Math.round(range.from + slot * step), count: slots.get(slot) ?? 0 })),
  };
}
