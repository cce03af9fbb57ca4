import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorGroup, ErrorGroupDetail, GroupStatus } from '../../src/contract/error-record.ts';
import type { OpsErrors } from '../ops-errors/ops-errors.ts';
import { detailTemplate, type DetailButton } from './detail-template.ts';
import { errorMarkdown } from './error-markdown.ts';
import { eventSections } from './event-sections.ts';
import { ignoreForm } from './ignore-form.ts';
import { perform } from './perform.ts';
import { formatCount, formatShare } from '../shared/number-format.ts';
import { stateIcon } from '../shared/state-icon.ts';
import { sparkline } from '../shared/sparkline.ts';

/** One group, with one of its newest events at a time. */
export function errorDetail(host: OpsErrors, group: ErrorGroup, detail: ErrorGroupDetail | undefined): TemplateResult {
  const { t, language, userId } = host;
  const { signature, statusBy, firstRelease, lastRelease } = group;
  const { events = [], impact, explanation } = detail ?? {};
  const event = events[host.eventIndex] ?? events[0];
  const order = (text: string, status: GroupStatus): DetailButton => ({
    text,
    disabled: host.pending.has(signature),
    click: () => void perform(
      host, [group], (shown) => ({ ...shown, status, statusBy: { userId, at: Date.now(), reason: '' } }), ({ errors }) => errors.setGroupStatus(signature, status, userId, ''),
      t('{title}: {status}', { title: group.title, status: host.nameOf(status) }),
    ),
  });
  const toggleIgnoring = (): void => {
    host.ignoring = !host.ignoring;
    host.requestUpdate();
  };
  const copy = (text: string, write: () => string): DetailButton => ({
    text,
    click: () => void navigator.clipboard.writeText(write()).then(() => host.announce(t('Copied')), (error: unknown) => host.fail(String(error))),
  });
  const share = (part: number | undefined): unknown => (part ? html`<small>${t('{share} of all in two days', { share: formatShare(language, part) })}</small>` : nothing);
  const orders = group.status === 'unresolved' ? [order(t('Resolve'), 'resolved'), { text: t('Ignore'), disabled: host.pending.has(signature), expanded: host.ignoring, click: toggleIgnoring }] : [order(t('Reopen'), 'unresolved')];
  return detailTemplate(host, {
    title: group.title,
    mark: html`${stateIcon(group.severity)}<span>${host.nameOf(group.severity)}</span><span class="mu">${host.nameOf(group.category)}</span>${host.marks(group)}<code
      class="mu" title=${group.culprit}>${group.culprit}</code>`,
    buttons: [
      ...(host.canAct ? orders : []),
      copy(t('Copy Markdown'), () => errorMarkdown(group, event)),
      copy(t('Copy JSON'), () => JSON.stringify({ ...group, events: event ? [event] : [] }, null, 2)),
    ],
    lead: html`${host.ignoring && group.status === 'unresolved' ? ignoreForm(host, group) : nothing}${statusBy && group.status !== 'unresolved'
        ? html`<p class="mu">${t('{status} by {who}', { status: host.nameOf(group.status), who: statusBy.userId })} ${host.time(statusBy.at)}${statusBy.until ? html` ${t('Until')} ${host.moment(statusBy.until)}` : nothing}${statusBy.count ? html` · ${t('until there are {n} events', { n: formatCount(language, statusBy.count) })}` : nothing} ${statusBy.reason}</p>`
        : nothing}<div class="impact"><figure>${sparkline(host, group.trend)}<figcaption class="mu small">${t('24 h')}</figcaption></figure><figure>${sparkline(host, group.daily)}<figcaption class="mu small">${t('30 days')}</figcaption></figure></div>`,
    facts: [
      ['Events', html`<b>${formatCount(language, group.count)}</b>`],
      ['Sessions', html`${formatCount(language, group.sessions)} ${share(impact?.sessionShare)}`],
      ['Users', html`${formatCount(language, group.users)} ${share(impact?.userShare)}`],
      ['First seen', host.time(group.firstSeen)],
      ['Last seen', host.time(group.lastSeen)],
      ['Came back in', group.isRegressed && group.regressedIn ? group.regressedIn : undefined],
      ['Releases', firstRelease === lastRelease ? lastRelease || '–' : `${firstRelease} → ${lastRelease}`],
    ],
    sections: [
      ...(event ? eventSections(host, event, events.length) : []),
      [t('Why these are one group'), html`${explanation
          ? html`<ul class="plain lines says">${explanation.says.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
          : html`<p class="mu">${t('They have the same signature: error type, message without ids, numbers and URLs, and the functions of the top frames of the application.')}</p>`}<code class="mu">${signature}</code>`, true],
    ],
  });
}
