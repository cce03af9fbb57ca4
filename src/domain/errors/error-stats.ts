import type { ErrorRecord, ErrorStats } from '../../contract/error-record.ts';
import { tally } from '../counts.ts';
import { errorFacets } from './error-facets.ts';

/** Steps of the trend. */
const steps = 24;

/** What the errors of a range add up to. */
export function errorStats(records: readonly ErrorRecord[], range: { readonly from: number; readonly to: number }): ErrorStats {
  const step = (range.to - range.from) / steps;
  const by = (keyOf: (record: ErrorRecord) => string | number): Record<string, number> => tally(records.map(keyOf));
  const slots = by(({ timestamp }) => Math.floor((timestamp - range.from) / step));
  return {
    range,
    total: records.length,
    groups: Object.keys(by(({ signature }) => signature)).length,
    sessions: Object.keys(by(({ sessionId }) => sessionId)).length,
    byCategory: by(({ category }) => category),
    bySeverity: by(({ severity }) => severity),
    byRelease: by(errorFacets.release),
    byPage: by(errorFacets.page),
    byBrowser: by(errorFacets.browser),
    trend: Array.from({ length: steps }, (_, slot) => ({ at: Math.round(range.from + slot * step), count: slots[slot] ?? 0 })),
  };
}
