import type { ErrorGroup, GroupQuery, GroupStatus } from '../../contract/error-record.ts';
import { hour, hours, trendAfter } from './group-fold.ts';
import type { GroupRow } from './group-fold.ts';

/** A group as it looks now: its trend ends in the running hour, its marks are those of this moment. */
export function groupView(row: GroupRow, now: number): ErrorGroup {
  const { key, memory, ...shown } = row;
  const trend = trendAfter(shown.trend, Math.floor(now / hour) - memory.trendHour);
  const running = trend[hours - 1] ?? 0;
  const before = trend.reduce((sum, count) => sum + count, 0) - running;
  return { ...shown, signature: key, trend, isNew: now - row.firstSeen < hours * hour, isSpike: running >= 5 && running > (3 * before) / (hours - 1) };
}

/** The group after somebody said what becomes of it. "Came back" has been seen by whoever decides anew. */
export const withStatus = (row: GroupRow, status: GroupStatus, by: NonNullable<ErrorGroup['statusBy']>): GroupRow => ({
  ...row,
  status,
  isRegressed: false,
  statusBy: status === 'unresolved' ? undefined : by,
});

/** `range`: bounds that are resolved already. Groups seen within it, newest first. */
export function selectGroups(rows: readonly GroupRow[], query: GroupQuery, { from, to }: { readonly from: number; readonly to: number }, now: number): ErrorGroup[] {
  const text = query.text?.toLowerCase() ?? '';
  return rows
    .filter(
      (row) =>
        (['status', 'category', 'severity'] as const).every((member) => query[member] === undefined || query[member] === row[member]) &&
        row.lastSeen >= from &&
        row.firstSeen < to &&
        `${row.title}\n${row.culprit}\n${row.key}`.toLowerCase().includes(text),
    )
    .sort((a, b) => b.lastSeen - a.lastSeen)
    .slice(0, query.limit ?? 200)
    .map((row) => groupView(row, now));
}
