import type { ErrorRecord, ErrorStats } from '../../contract/error-record.ts';
import { pagePath } from './page-path.ts';

/** Steps of the trend. */
const steps = 24;
/** Pages, releases and browsers that are listed; the rest is `other`. */
const listed = 50;

/** What the errors of a range add up to. Records outside of it are left out. */
export function errorStats(records: Iterable<ErrorRecord>, range: { readonly from: number; readonly to: number }): ErrorStats {
  const step = Math.max(1, (range.to - range.from) / steps);
  const trend = Array<number>(steps).fill(0);
  const groups = new Set<string>();
  const sessions = new Set<string>();
  const byCategory = new Map<string, number>();
  const bySeverity = new Map<string, number>();
  const byRelease = new Map<string, number>();
  const byPage = new Map<string, number>();
  const byBrowser = new Map<string, number>();
  let total = 0;
  for (const record of records) {
    if (record.timestamp < range.from || record.timestamp >= range.to) continue;
    total += 1;
    const slot = Math.min(steps - 1, Math.floor((record.timestamp - range.from) / step));
    trend[slot] = (trend[slot] ?? 0) + 1;
    groups.add(record.signature);
    sessions.add(record.sessionId);
    count(byCategory, record.category);
    count(bySeverity, record.severity);
    count(byRelease, record.release || 'unknown');
    count(byPage, pagePath(record.url));
    count(byBrowser, record.tags.find((tag) => tag.startsWith('browser:'))?.slice('browser:'.length) ?? 'unknown');
  }
  return {
    range: { from: range.from, to: range.to },
    total,
    groups: groups.size,
    sessions: sessions.size,
    byCategory: Object.fromEntries(byCategory),
    bySeverity: Object.fromEntries(bySeverity),
    byRelease: most(byRelease),
    byPage: most(byPage),
    byBrowser: most(byBrowser),
    trend: trend.map((count, slot) => ({ at: Math.round(range.from + slot * step), count })),
  };
}

const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

function most(counts: ReadonlyMap<string, number>): Record<string, number> {
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const rest = sorted.slice(listed).reduce((sum, [, number]) => sum + number, 0);
  // `fromEntries` defines members, so that a page called `__proto__` is a page.
  return Object.fromEntries([...sorted.slice(0, listed), ...(rest > 0 ? [['other', rest] as const] : [])]);
}
