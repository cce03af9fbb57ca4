import { html, nothing, type TemplateResult } from 'lit';
import type { AlertExplanation, Incident } from '../../src/contract/alert.ts';
import type { OpsAlerts } from '../ops-alerts/ops-alerts.ts';
import { alertForm, formButtons } from './alert-form.ts';
import { detailTemplate, linesTemplate, longText, recordTemplate } from './detail-template.ts';
import { formatCount } from '../shared/number-format.ts';
import { formatDuration } from '../shared/relative-time.ts';
import { stateIcon } from '../shared/state-icon.ts';

/** Everything about one incident, and what can be done to it. */
export function alertDetail(host: OpsAlerts, incident: Incident): TemplateResult {
  const { t, language } = host;
  const { id, severity, status, startedAt, resolvedAt, sampleSize, acknowledgement, resolution } = incident;
  const { path, level } = incident.escalation;
  const firing = incident.resolvedAt === null;
  const measured = host.measured(incident);
  const explanation = host.live.data?.explanation;
  const said = (key: 'Acknowledged by {who}' | 'Resolved by {who}', who: string, at: number | null, words: string): TemplateResult =>
    html`<p class="said">${t(key, { who })} ${host.time(at ?? 0)}<br /><span class="mu">${words}</span></p>`;
  return detailTemplate(host, {
    title: incident.name,
    mark: html`${stateIcon(severity)}<span>${host.nameOf(severity)}</span>${host.marks(incident)}<code class="mu one">${incident.alertId}</code>`,
    buttons: host.canAct && firing ? formButtons(host, [id], status === 'active') : [],
    lead: html`${host.form?.ids[0] === id && !host.form.ids[1] ? alertForm(host) : nothing}
      ${incident.description ? longText(incident.description) : nothing}
      ${acknowledgement ? said('Acknowledged by {who}', acknowledgement.userId, acknowledgement.at, acknowledgement.reason) : nothing}
      ${resolution ? said('Resolved by {who}', resolution.automatic ? t('by itself') : resolution.userId, resolvedAt, resolution.text) : nothing}`,
    facts: [
      ['Value', measured ? html`<b>${measured.value}</b>` : '–'],
      ['Threshold', measured?.threshold ?? '–'],
      ['Measured on', sampleSize === null ? undefined : formatCount(language, sampleSize)],
      ['Triggered', t('{n} time|{n} times', { n: incident.count })],
      ['Started', host.time(startedAt)],
      ['Lasted', resolvedAt === null ? host.time(startedAt, 'for') : formatDuration(language, resolvedAt - startedAt)],
      ['Category', host.nameOf(incident.category)],
      ['Next escalation', firing ? host.escalation(incident) : undefined],
      ['Explained by', incident.inhibitedBy ? html`<code>${incident.inhibitedBy}</code>` : undefined],
    ],
    sections: [
      [t('How it stands now'), explanation?.alertId === incident.alertId ? explanationTemplate(host, explanation) : nothing],
      [t('Escalation path'), path.length
        ? html`<ol class="path">${path.map((step, index) => html`<li class=${index < level ? 'mu' : ''} aria-current=${index === level ? 'step' : 'false'}>${step}</li>`)}</ol>`
        : nothing],
      [t('Delivery'), incident.notifications.length
        ? linesTemplate(incident.notifications, ({ at, channel, to, status, detail }) => [host.time(at),
            html`${host.nameOf(channel)} → ${to} <span class=${status === 'dead' && !detail.startsWith('withdrawn') ? 's-unhealthy tint' : 'mu'}>${host.nameOf(status).toLowerCase()}</span><br /><span class="mu small">${detail}</span>`])
        : html`<p class="mu">${t('in this panel only')}</p>`],
      [t('What happened'), linesTemplate([...incident.timeline].reverse(), ({ at, text, userId }) => [host.time(at), html`${text} <span class="mu">${userId}</span>`])],
      [t('Data'), recordTemplate(incident.data)],
      [t('Context'), recordTemplate(incident.context)],
    ],
  });
}

/** What the last evaluation came to, in the runtime's words and numbers. */
function explanationTemplate({ nameOf, time }: OpsAlerts, { text, evaluatedAt, state }: AlertExplanation): TemplateResult {
  return html`<p>${text}</p><p class="mu small">${nameOf(state)} ${evaluatedAt ? time(evaluatedAt) : nothing}</p>`;
}
