import type { TemplateResult } from 'lit';
import type { Incident } from '../../src/contract/alert.ts';
import { recordTemplate } from '../shared/record-template.ts';
import type { AlertAction } from './alert-action.ts';
import { alertActions, alertForm } from './alert-form.ts';
import type { OpsAlerts } from './ops-alerts.ts';
import { kit } from '../shared/kit.ts';

export { bulkTemplate } from './alert-form.ts';
export { silenceList } from './silence-list.ts';
export { styles } from './alert-detail.styles.ts';

const { formatCount, formatDuration, glyphs, html, iconButton, nothing, severityIcon } = kit;

export function alertDetail(host: OpsAlerts, incident: Incident): TemplateResult {
  const { t, language } = host;
  const measured = host.measured(incident);
  const fact = (label: string, value: unknown): TemplateResult => html`<div><small>${label}</small><span>${value}</span></div>`;
  const { acknowledgement, resolution, escalation } = incident;
  const actions: readonly AlertAction[] = incident.status === 'active' ? ['acknowledge', 'resolve', 'silence'] : ['resolve', 'silence'];
  const section = (title: string, record: Readonly<Record<string, unknown>>): TemplateResult | typeof nothing =>
    Object.keys(record).length > 0 ? html`<section><h3>${title}</h3>${recordTemplate(record)}</section>` : nothing;
  return html`    <div class="dh">
      <div class="h">${incident.name}</div>
      ${iconButton(glyphs.close, t('Close'), host.closeDetail)}
      <div class="st v-${incident.severity.toLowerCase()}">${severityIcon(incident.severity)}<span>${host.nameOf(incident.severity)}</span><code class="mu one">${incident.alertId}</code></div>
    </div>
    ${incident.description ? html`<p>${incident.description}</p>` : nothing}
    ${host.canAct && incident.state === 'firing' ? html`<div class="acts">${alertActions(host, [incident.id], actions)}</div>` : nothing}
    ${host.form?.ids[0] === incident.id && host.form.ids.length === 1 ? alertForm(host) : nothing}
    <div class="facts">
      ${fact(t('Value'), measured ? html`<b>${measured.value}</b>` : '–')}
      ${fact(t('Threshold'), measured?.threshold ?? '–')}
      ${incident.sampleSize === null ? nothing : fact(t('Measured on'), formatCount(language, incident.sampleSize))}
      ${fact(t('Triggered'), t('{n} time|{n} times', { n: incident.count }))}
      ${fact(t('Started'), host.time(incident.startedAt))}
      ${fact(t('Lasted'), incident.resolvedAt === null ? host.time(incident.startedAt, 'for') : formatDuration(language, incident.resolvedAt - incident.startedAt))}
      ${fact(t('Category'), host.nameOf(incident.category))}
      ${incident.state === 'firing' ? fact(t('Next escalation'), host.escalation(incident)) : nothing}
    </div>
    ${acknowledgement
        ? html`<p class="said">${t('Acknowledged by {who}', { who: acknowledgement.userId })} ${host.time(acknowledgement.at)}${acknowledgement.reason
        ? html`<q>${acknowledgement.reason}</q>`
        : nothing}</p>`
        : nothing}
    ${resolution
     
          ? html`<p class="said">${t('Resolved by {who}', { who: resolution.automatic ? t('by itself') : resolution.userId })} ${host.time(incident.resolvedAt ?? 0)}${resolution.text
          ? html`<q>${resolution.text}</q>`
          : nothing}</p>`
      : nothing}
    ${escalation.path.length > 0
     
          ? html`<section><h3>${t('Escalation path')}</h3><ol class="path">${escalation.path.map((step, index) => html`<li class=${index < escalation.level ? 'mu' : ''} aria-current=${index === escalation.level ? 'step' : 'false'}>${step}</li>`)}</ol></section>`
      : nothing}
    <section>
      <h3>${t('Delivery')}</h3>
      ${incident.notifications.length === 0
        ? html`<p class="mu">${t('in this panel only')}</p>`
        : html`<ul class="plain lines">
            ${incident.notifications.map(
              ({ at, channel, to, status, detail }) => html`<li>
                <span class="mu">${host.time(at)}</span>
                <span>${channel} → ${to} <span class=${status === 'failed' ? 's-unhealthy tint' : 'mu'}>${host.nameOf(status).toLowerCase()}</span>${detail
                    ? html`<br /><span class="mu small">${detail}</span>`
                    : nothing}</span>
              </li>`,
            )}
          </ul>`}
    </section>
    <section>
      <h3>${t('What happened')}</h3>
      <ul class="plain lines">
        ${[...incident.timeline].reverse().map((entry) => html`<li><span class="mu">${host.time(entry.at)}</span><span>${entry.text}${entry.userId
            ? html` <span class="mu">${entry.userId}</span>`
            : nothing}</span></li>`)}
      </ul>
    </section>
    ${section(t('Data'), incident.data)}${section(t('Context'), incident.context)}
  `;
}
