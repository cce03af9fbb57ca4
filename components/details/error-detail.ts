import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorGroup, ErrorRecord, GroupStatus } from '../../src/contract/error-record.ts';
import type { OpsErrors } from '../ops-errors/ops-errors.ts';
import { detailTemplate, type DetailButton } from './detail-template.ts';
import { errorMarkdown } from './error-markdown.ts';
import { eventSections } from './event-sections.ts';
import { perform } from './perform.ts';
import { formatCount } from '../shared/number-format.ts';
import { stateIcon } from '../shared/state-icon.ts';
import { sparkline } from '../shared/sparkline.ts';

/** One group, with one of its newest events at a time. */
export function errorDetail(host: OpsErrors, group: ErrorGroup, events: readonly ErrorRecord[]): TemplateResult {
  const { t, language, userId } = host;
  const { signature, statusBy, firstRelease, lastRelease } = group;
  const event = events[host.eventIndex] ?? events[0];
  const order = (text: string, status: GroupStatus): DetailButton => ({
    text,
    disabled: host.pending.has(signature),
    click: () => void perform(
      host, [group], (shown) => ({ ...shown, status, statusBy: { userId, at: Date.now(), reason: '' } }), ({ errors }) => errors.setGroupStatus(signature, status, userId, ''),
      t('{title}: {status}', { title: group.title, status: host.nameOf(status) }),
    ),
  });
  const copy = (text: string, write: () => string): DetailButton => ({
    text,
    click: () => void navigator.clipboard.writeText(write()).then(() => host.announce(t('Copied')), (error: unknown) => host.fail(String(error))),
  });
  const orders = group.status === 'unresolved' ? [order(t('Resolve'), 'resolved'), order(t('Ignore'), 'ignored')] : [order(t('Reopen'), 'unresolved')];
  return detailTemplate(host, {
    title: group.title,
    mark: html`${stateIcon(group.severity)}<span>${host.nameOf(group.severity)}</span><span class="mu">${host.nameOf(group.category)}</span>${host.marks(group)}<code
      class="mu">${group.culprit}</code>`,
    buttons: [
      ...(host.canAct ? orders : []),
      copy(t('Copy Markdown'), () => errorMarkdown(group, event)),
      copy(t('Copy JSON'), () => JSON.stringify({ ...group, events: event ? [event] : [] }, null, 2)),
    ],
    lead: html`${statusBy && group.status !== 'unresolved'
        ? html`<p class="mu">${t('{status} by {who}', { status: host.nameOf(group.status), who: statusBy.userId })} ${host.time(statusBy.at)} ${statusBy.reason}</p>`
        : nothing}<div class="impact">${sparkline(host, group.trend)}</div>`,
    facts: [
      ['Events', html`<b>${formatCount(language, group.count)}</b>`],
      ['Sessions', formatCount(language, group.sessions)],
      ['Users', formatCount(language, group.users)],
      ['First seen', host.time(group.firstSeen)],
      ['Last seen', host.time(group.lastSeen)],
      ['Releases', firstRelease === lastRelease ? lastRelease || '–' : `${firstRelease} → ${lastRelease}`],
    ],
    sections: [
      ...(event ? eventSections(host, event, events.length) : []),
      [t('Why these are one group'), html`<p class="mu">${t('They have the same signature: error type, message without ids, numbers and URLs, and the functions of the top frames of the application.')}</p><code>${signature}</code>`, true],
    ],
  });
}
