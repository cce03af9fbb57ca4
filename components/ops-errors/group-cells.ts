import { html, nothing } from 'lit';
import type { ErrorGroup } from '../../src/contract/error-record.ts';
import { formatCount } from '../shared/number-format.ts';
import { stateIcon } from '../shared/state-icon.ts';
import { sparkline } from '../shared/sparkline.ts';
import type { OpsErrors } from './ops-errors.ts';

/** What stands in the cells of a group. */
export function groupCells(host: OpsErrors, group: ErrorGroup): Readonly<Record<string, unknown>> {
  const { t, language } = host;
  return {
    issue: html`${stateIcon(group.severity)}<span class="sr">${host.nameOf(group.severity)}</span>
      <span class="two"><span class="strong title" title=${group.title}>${group.title}</span>
      <span class="mu small">${groupMarks(host, group)}<code title=${group.culprit}>${group.culprit}</code> · ${host.nameOf(group.category)}</span></span>`,
    trend: sparkline(host, group.trend),
    events: html`<b>${formatCount(language, group.count)}</b> <span class="narrow mu">${t('Events').toLowerCase()}</span>`,
    sessions: formatCount(language, group.sessions),
    users: formatCount(language, group.users),
    first: host.time(group.firstSeen),
    last: host.time(group.lastSeen),
  };
}

/** What is special about a group, in words. */
export function groupMarks(host: OpsErrors, group: ErrorGroup): unknown {
  const mark = (on: boolean, key: 'new' | 'spike' | 'regressed', name: string): unknown => (on
      ? html`<span class="chip ${name}">${host.nameOf(key)}</span>` : nothing);
  return html`${mark(group.isRegressed, 'regressed', 's-high')}${mark(group.isSpike, 'spike', 's-degraded')}${mark(group.isNew, 'new', 's-low')}${group.status === 'unresolved' ? nothing : html`<span class="chip">${host.nameOf(group.status)}</span>`}`;
}
