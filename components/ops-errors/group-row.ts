import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorGroup } from '../../src/contract/error-record.ts';
import { formatCount } from '../shared/number-format.ts';
import { severityIcon } from '../shared/severity-icon.ts';
import { sparkline } from '../shared/sparkline.ts';
import { sparklineWords } from '../shared/sparkline-words.ts';
import type { OpsErrors } from './ops-errors.ts';

export function groupRow(host: OpsErrors, group: ErrorGroup, index: number, active: boolean): TemplateResult {
  const { t, language } = host;
  return html`<div role="row" part="row" class="row ${group.status}" data-key=${group.signature} aria-rowindex=${index}
    aria-selected=${group.signature === host.view.selected} tabindex=${active ? 0 : -1} @click=${() => host.open(group.signature)}>
    <span role="gridcell" part="cell" class="c-issue">
      ${severityIcon(group.severity)}<span class="sr">${host.nameOf(group.severity)}</span>
      <span class="two"><span class="strong title" title=${group.title}>${group.title}</span>
      <span class="mu small">${groupMarks(host, group)}<code title=${group.culprit}>${group.culprit}</code> · ${host.nameOf(group.category)}</span></span>
    </span>
    <span role="gridcell" part="cell" class="c-trend">${sparkline(group.trend, sparklineWords(host, group.trend))}</span>
    <span role="gridcell" part="cell" class="c-events num"><b>${formatCount(language, group.count)}</b><span class="narrow mu"> ${t('Events').toLowerCase()}</span></span>
    <span role="gridcell" part="cell" class="c-sessions num">${formatCount(language, group.sessions)}</span>
    <span role="gridcell" part="cell" class="c-users num">${formatCount(language, group.users)}</span>
    <span role="gridcell" part="cell" class="c-first num mu">${host.time(group.firstSeen)}</span>
    <span role="gridcell" part="cell" class="c-last num">${host.time(group.lastSeen)}</span>
  </div>`;
}

/** What is special about a group, in words. */
export function groupMarks(host: OpsErrors, group: ErrorGroup): unknown {
  const mark = (on: boolean, key: 'new' | 'spike' | 'regressed', name: string): unknown => (on ? html`<span class="chip ${name}">${host.nameOf(key)}</span>` : nothing);
  return html`${mark(group.isRegressed, 'regressed', 'v-high')}${mark(group.isSpike, 'spike', 's-degraded')}${mark(group.isNew, 'new', 'v-low')}${group.status === 'unresolved' ? nothing : html`<span class="chip">${host.nameOf(group.status)}</span>`}`;
}
