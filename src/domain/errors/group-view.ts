import type { ErrorGroup, GroupQuery } from '../../contract/error-record.ts';
import { hour, hours, trendAt } from './group-fold.ts';
import type { GroupRow } from './group-fold.ts';

/** A group as it looks now: its trend ends in the running hour, its marks are those of this moment. */
export function groupView(row: GroupRow, now: number): ErrorGroup {
  const { trend } = trendAt(row, Math.floor(now / hour));
  const running = trend.at(-1) ?? 0;
  const mean = trend.slice(0, -1).reduce((sum, count) => sum + count, 0) / (hours - 1);
  const { title, name, message, culprit, category, severity, status, count, firstSeen, lastSeen, firstRelease, lastRelease, latestId } = row;
  return {
    signature: row.key,
    title,
    name,
    message,
    culprit,
    category,
    severity,
    status,
    count,
    sessions: row.sessions.length,
    users: row.users.length,
    firstSeen,
    lastSeen,
    firstRelease,
    lastRelease,
    trend,
    isNew: now - firstSeen < hours * hour,
    isSpike: running >= 5 && running > 3 * mean,
    isRegressed: row.regressed,
    latestId,
    ...(row.statusBy === null ? {} : { statusBy: row.statusBy }),
  };
}

/** `range`: bounds that are resolved already. Groups seen within it, newest first. */
export function selectGroups(rows: readonly GroupRow[], query: GroupQuery, range: { readonly from: number; readonly to: number } | undefined, now: number): ErrorGroup[] {
  const text = query.text?.toLowerCase();
  return rows
    .filter(
      (row) =>
        (query.status === undefined || row.status === query.status) &&
        (query.category === undefined || row.category === query.category) &&
        (query.severity === undefined || row.severity === query.severity) &&
        (range === undefined || (row.lastSeen >= range.from && row.firstSeen < range.to)) &&
        (text === undefined || `${row.title}\n${row.culprit}\n${row.key}`.toLowerCase().includes(text)),
    )
    .sort((a, b) => b.lastSeen - a.lastSeen || (a.key < b.key ? -1 : 1))
    .slice(0, Math.max(0, query.limit ?? 200))
    .map((row) => groupView(row, now));
}

/** The group after somebody said what becomes of it. */
export function withStatus(row: GroupRow, status: ErrorGroup['status'], by: { readonly userId: string; readonly at: number; readonly reason: string }): GroupRow {
  // "Came back" has been seen by whoever decides anew.
  return { ...row, status, statusBy: status === 'unresolved' ? null : by, regressed: false };
}
