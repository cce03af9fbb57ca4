import type { ErrorGroup, GroupQuery, GroupStatus } from '../../contract/error-record.ts';
import { severities } from '../../contract/severity.ts';
import { meets } from './error-facets.ts';
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

const orders: Readonly<Record<NonNullable<GroupQuery['sort']>, (a: ErrorGroup, b: ErrorGroup) => number>> = {
  last: (a, b) => b.lastSeen - a.lastSeen,
  first: (a, b) => b.firstSeen - a.firstSeen,
  events: (a, b) => b.count - a.count,
  users: (a, b) => b.users - a.users,
  severity: (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
};

/**
 * The groups that a question means, in its order. `range`: bounds that are resolved already. `occurred`: signatures of the groups that have an occurrence such
 * as the question asks for; `undefined`: it asks for none.
 */
export function selectGroups(rows: readonly GroupRow[], query: GroupQuery, { from, to }: { readonly from: number; readonly to: number }, now: number, occurred?: ReadonlySet<string>): ErrorGroup[] {
  const { text = '', sort = 'last', limit = 200 } = query;
  const order = orders[sort] as (typeof orders)['last'] | undefined;
  if (!order) throw new TypeError(`getErrorGroups: "sort": expected one of ${Object.keys(orders).join(', ')}, got ${JSON.stringify(sort)}`);
  const words = text.toLowerCase().split(/\s+/);
  const fits = (group: ErrorGroup): boolean => {
    const shown = `${group.title}\n${group.culprit}\n${group.signature}`.toLowerCase();
    return (
      (['status', 'category', 'severity'] as const).every((member) => meets<string>(query[member], group[member])) &&
      (occurred?.has(group.signature) ?? true) &&
      group.lastSeen >= from &&
      group.firstSeen < to &&
      words.every((word) => shown.includes(word))
    );
  };
  return rows
    .map((row) => groupView(row, now))
    .filter(fits)
    .sort((a, b) => order(a, b) || orders.last(a, b))
    .slice(0, limit);
}
