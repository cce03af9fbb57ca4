import type { TemplateResult } from 'lit';
import type { ErrorGroup, ErrorRecord, GroupStatus } from '../../src/contract/error-record.ts';
import { recordTemplate } from '../shared/record-template.ts';
import { copyGroup, setGroupStatus } from './group-actions.ts';
import type { OpsErrors } from './ops-errors.ts';
import { stackTemplate } from './stack-template.ts';
import { trailTemplate } from './trail-template.ts';
import { kit } from '../shared/kit.ts';

export { styles } from './error-detail.styles.ts';

const { formatCount, formatDuration, formatNumber, formatUnit, glyphs, html, iconButton, nothing, severityIcon, sparkline, sparklineWords } = kit;

const newer = { line: 'M10 3.5 5.5 8l4.5 4.5' };
const older = { line: 'm6 3.5 4.5 4.5L6 12.5' };

/** One group, with one of its newest events at a time. */
export function errorDetail(host: OpsErrors, group: ErrorGroup, events: readonly ErrorRecord[]): TemplateResult {
  const { t, language } = host;
  const event = events[host.eventIndex] ?? events[0];
  const fact = (label: string, value: unknown): TemplateResult => html`<div><small>${label}</small><span>${value}</span></div>`;
  const button = (label: string, status: GroupStatus, name = ''): TemplateResult =>
    html`<button type="button" class="b ${name}" ?disabled=${host.changes.pending(group.signature)}
      @click=${() => void setGroupStatus(host, group, status)}>${label}</button>`;
  return html`    <div class="dh">
      <div class="h">${group.title}</div>
      ${iconButton(glyphs.close, t('Close'), host.closeDetail)}
      <div class="marks"><span class="st v-${group.severity.toLowerCase()}">${severityIcon(group.severity)}${host.nameOf(group.severity)}</span><span class="mu">${host.nameOf(group.category)}</span>${host.marks(group)}</div>
      <code class="mu culprit">${group.culprit}</code>
    </div>
    <div class="acts">
      ${host.canAct
        ? group.status === 'unresolved'
          ? html`${button(t('Resolve'), 'resolved', 'primary')}${button(t('Ignore'), 'ignored')}`
          : button(t('Reopen'), 'unresolved', 'primary')
        : nothing}
      <button type="button" class="b" @click=${() => void copyGroup(host, 'markdown', group, event)}>${t('Copy Markdown')}</button>
      <button type="button" class="b" @click=${() => void copyGroup(host, 'json', group, event)}>${t('Copy JSON')}</button>
    </div>
    ${group.statusBy && group.status !== 'unresolved'
     
          ? html`<p class="mu">${t('{status} by {who}', { status: host.nameOf(group.status), who: group.statusBy.userId })} ${host.time(group.statusBy.at)}${group.statusBy.reason ? ` · ${group.statusBy.reason}` : ''}</p>`
      : nothing}
    <div class="impact">${sparkline(group.trend, sparklineWords(host, group.trend))}</div>
    <div class="facts">
      ${fact(t('Events'), html`<b>${formatCount(language, group.count)}</b>`)} ${fact(t('Sessions'), formatCount(language, group.sessions))}
      ${fact(t('Users'), formatCount(language, group.users))} ${fact(t('First seen'), host.time(group.firstSeen))} ${fact(t('Last seen'), host.time(group.lastSeen))}
      ${fact(t('Releases'), group.firstRelease === group.lastRelease ? group.lastRelease || '–' : `${group.firstRelease} → ${group.lastRelease}`)}
    </div>
    ${event
      ? eventTemplate(host, event, events.length)
      : html`<div class="skeleton flat" role="img" aria-label=${t('Loading')}><i></i><i></i><i></i></div>`}
    <details class="fold"><summary>${t('Why these are one group')}</summary><p class="mu">${t('They have the same signature: error type, message without ids, numbers and URLs, and the functions of the top frames of the application.')}</p><code>${group.signature}</code></details>
  `;
}

function eventTemplate(host: OpsErrors, event: ErrorRecord, total: number): TemplateResult {
  const { t, language } = host;
  const show = (index: number): void => {
    host.eventIndex = Math.max(0, Math.min(total - 1, index));
    host.requestUpdate();
  };
  const section = (title: string, content: unknown): TemplateResult => html`<section><h3>${title}</h3>${content}</section>`;
  const record = (title: string, values: Readonly<Record<string, unknown>>): TemplateResult | typeof nothing =>
    Object.keys(values).length > 0 ? section(title, recordTemplate(values)) : nothing;
  const { pageAge, heapUsed, heapLimit, longTasks, vitals } = event.performance;
  const megabytes = (bytes: number): string => formatUnit(language, bytes / 1e6, 'megabyte');
  const measured: Record<string, string> = {
    ...(pageAge === undefined ? {} : { [t('Page open for')]: formatDuration(language, pageAge) }),
    ...(heapUsed === undefined ? {} : { [t('Heap')]: heapLimit ? `${megabytes(heapUsed)} / ${megabytes(heapLimit)}` : megabytes(heapUsed) }),
    ...(longTasks === undefined ? {} : { [t('Long tasks')]: formatCount(language, longTasks) }),
    ...Object.fromEntries(Object.entries(vitals ?? {}).map(([name, value]) => [name, formatNumber(language, value, name === 'CLS' ? 3 : 0)])),
  };
  return html`<div class="event">
      <span><b>${t('Event {n} of {total}', { n: host.eventIndex + 1, total })}</b> <span class="mu">${host.moment(event.timestamp)}</span></span>
      <span class="nav">${iconButton(newer, t('Newer event'), () => show(host.eventIndex - 1))}${iconButton(older, t('Older event'), () => show(host.eventIndex + 1))}</span>
    </div>
    ${event.message ? html`<p class="message">${event.name}: ${event.message}</p>` : nothing}
    ${section(
      t('Stack'),
      html`${event.frames.length > 0 ? stackTemplate(t, event.frames) : html`<p class="mu">${t('The browser gave no stack.')}</p>`}
      ${event.stack
          ? html`<details class="fold"><summary class="light">${t('As the browser wrote it')}</summary><pre>${event.stack}</pre></details>`
          : nothing}`,
    )}
    ${event.cause.map((cause) => section(`${t('Caused by')} ${cause.name}`, html`<p class="message">${cause.message}</p>${cause.frames.length > 0 ? stackTemplate(t, cause.frames) : nothing}`))}
    ${event.breadcrumbs.length > 0 ? section(t('Before it'), trailTemplate(language, host.moment, event)) : nothing}
    ${event.tags.length > 0 ? section(t('Tags'), html`<div class="tags">${event.tags.map((tag) => html`<span class="chip">${tag}</span>`)}</div>`) : nothing}
    ${record(t('Performance at that moment'), measured)}
    ${record(t('Page'), {
      URL: event.url,
      [t('User')]: event.userId ?? '–',
      [t('Session')]: event.sessionId,
      [t('Release')]: `${event.release} (${event.environment})`,
      [t('Caught by')]: `${event.mechanism}, ${t(event.handled ? 'handled' : 'unhandled')}`,
    })}
    ${record(t('Application'), event.appContext)} ${record(t('Browser'), event.browserContext)}`;
}
