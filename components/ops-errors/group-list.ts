import type { ErrorGroup, GroupQuery } from '../../src/contract/error-record.ts';
import { severities } from '../../src/contract/severity.ts';

export interface ErrorsView {
  readonly text: string;
  /** A path, a browser, a release: groups with an occurrence that has all of those which are chosen. */
  readonly page: string;
  readonly browser: string;
  readonly release: string;
  readonly status: 'unresolved' | 'resolved' | 'ignored' | 'all';
  readonly category: string;
  readonly severity: string;
  readonly sort: 'last' | 'first' | 'events' | 'users' | 'severity';
  /** A signature. */
  readonly selected: string;
}

/** How many groups are asked for; more are found by searching. */
export const groupLimit = 1000;

/** What is asked of the runtime: what `shownGroups` filters by too, so that it reaches what is not here, and where a group occurred, which only the runtime knows. */
export function groupQuery({ selected: _selected, sort, ...filters }: ErrorsView): GroupQuery {
  const asked = Object.entries(filters).filter(([, value]) => value && value !== 'all');
  return { ...Object.fromEntries(asked), sort, limit: groupLimit };
}

/** Everything is shown. */
export const unfiltered = { text: '', status: 'all', category: '', severity: '', page: '', browser: '', release: '' } as const;

const orders: Readonly<Record<ErrorsView['sort'], (a: ErrorGroup, b: ErrorGroup) => number>> = {
  last: (a, b) => b.lastSeen - a.lastSeen,
  first: (a, b) => b.firstSeen - a.firstSeen,
  events: (a, b) => b.count - a.count,
  users: (a, b) => b.users - a.users,
  severity: (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
};

export function shownGroups(groups: readonly ErrorGroup[], view: ErrorsView): readonly ErrorGroup[] {
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (group: ErrorGroup): boolean => {
    const text = `${group.title} ${group.culprit} ${group.signature}`.toLowerCase();
    return (
      (view.status === 'all' || group.status === view.status) &&
      (!view.category || group.category === view.category) &&
      (!view.severity || group.severity === view.severity) &&
      words.every((word) => text.includes(word))
    );
  };
  return groups.filter(fits).sort((a, b) => orders[view.sort](a, b) || b.lastSeen - a.lastSeen);
}
