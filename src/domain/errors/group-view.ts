import type { ErrorGroup, GroupQuery, GroupStatus } from '../../contract/error-record.ts';
import { hour, hours } from './group-fold.ts';
import type { GroupRow } from './group-fold.ts';

/** A group as it looks now: its trend ends in the running hour, its marks are those of this moment. */
export function groupView(row: GroupRow, now: number): ErrorGroup {
  const { key: signature, memory, ...shown } = row;
  const trend = Array.from({ length: hours }, (_, slot) => memory.counts[Math.floor(now / hour) + slot + 1 - hours] ?? 0);
  const running = trend[hours - 1] ?? 0;
  const before = trend.reduce((sum, count) => sum + count, -running);
  return {
    ...shown,
    signature,
    trend,
    sessions: memory.sessions.length,
    users: memory.users.length,
    isNew: now - row.firstSeen < hours * hour,
    isSpike: running >= 5 && running > (3 * before) / (hours - 1),
  };
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
  const { text = '', limit = 200 } = query;
  return rows
    .filter(
      (row) =>
        (['status', 'category', 'severity'] as const).every((member) => (query[member] ?? row[member]) === row[member]) &&
        row.lastSeen >= from &&
        row.firstSeen < to &&
        `${row.title}\n${row.culprit}\n${row.key}`.toLowerCase().includes(text.toLowerCase()),
    )
    .sort((a, b) => b.lastSeen - a.lastSeen)
    .slice(0, limit)
    .map((row) => groupView(row, now));
}
