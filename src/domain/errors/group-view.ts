import type { ErrorGroup, GroupQuery, GroupStatus } from '../../contract/error-record.ts';
import { day, days, hour, hours } from './group-fold.ts';
import type { GroupRow } from './group-fold.ts';

const series = (counts: Readonly<Record<number, number>> = {}, now: number, length: number): number[] =>
  Array.from({ length }, (_, slot) => counts[Math.floor(now) + slot + 1 - length] ?? 0);

/** A group as it looks now: its trends end in the running hour and day, its marks are those of this moment. */
export function groupView(row: GroupRow, now: number): ErrorGroup {
  const { key: signature, memory, ...shown } = row;
  const trend = series(memory.counts, now / hour, hours);
  const running = trend[hours - 1] ?? 0;
  const before = trend.reduce((sum, count) => sum + count, -running);
  return {
    ...shown,
    ...(now >= (row.statusBy?.until ?? Infinity) && { status: 'unresolved', statusBy: undefined }),
    signature,
    title: [row.name, row.message].filter(Boolean).join(': ').slice(0, 300),
    trend,
    daily: series(memory.daily, now / day, days),
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
  regressedIn: undefined,
  statusBy: status === 'unresolved' ? undefined : by,
});

/** `range`: bounds that are resolved already. Groups seen within it, newest first. */
export function selectGroups(rows: readonly GroupRow[], query: GroupQuery, { from, to }: { readonly from: number; readonly to: number }, now: number): ErrorGroup[] {
  const { text = '', limit = 200 } = query;
  return rows
    .map((row) => groupView(row, now))
    .filter(
      (group) =>
        (['status', 'category', 'severity'] as const).every((member) => (query[member] ?? group[member]) === group[member]) &&
        group.lastSeen >= from &&
        group.firstSeen < to &&
        `${group.title}\n${group.culprit}\n${group.signature}`.toLowerCase().includes(text.toLowerCase()),
    )
    .sort((a, b) => b.lastSeen - a.lastSeen)
    .slice(0, limit);
}
