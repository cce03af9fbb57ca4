import type { ErrorGroup, GroupQuery } from '../../src/contract/error-record.ts';
import { severities, type ErrorCategory, type Severity } from '../../src/contract/severity.ts';

export interface ErrorsView {
  readonly text: string;
  readonly status: 'unresolved' | 'resolved' | 'ignored' | 'all';
  readonly category: string;
  readonly severity: string;
  readonly sort: 'last' | 'first' | 'events' | 'users' | 'severity';
  /** A signature. */
  readonly selected: string;
}

/** How many groups are asked for; more are found by searching. */
export const groupLimit = 1000;

/** What is asked of the runtime: the same filters as `shownGroups`, so that they reach what is not here. */
export function groupQuery({ text, status, category, severity }: ErrorsView): GroupQuery {
  return {
    limit: groupLimit,
    text: text || undefined,
    status: status === 'all' ? undefined : status,
    category: (category || undefined) as ErrorCategory | undefined,
    severity: (severity || undefined) as Severity | undefined,
  };
}

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
