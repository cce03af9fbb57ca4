import { html, nothing, type TemplateResult } from 'lit';
import type { Incident } from '../../src/contract/alert.ts';
import { glyphs } from '../shared/icon.ts';
import { formatCount } from '../shared/number-format.ts';
import { iconButton } from '../shared/panel-template.ts';
import { recordTemplate } from '../shared/record-template.ts';
import { formatDuration } from '../shared/relative-time.ts';
import { severityIcon } from '../shared/severity-icon.ts';
import type { AlertAction } from './alert-action.ts';
import { alertActions, alertForm } from './alert-form.ts';
import { alertValue } from './alert-value.ts';
import type { OpsAlerts } from './ops-alerts.ts';

export function alertDetail(host: OpsAlerts, incident: Incident): TemplateResult {
  const { t, language } = host;
  const measured = alertValue(language, incident);
  const fact = (label: string, value: unknown): TemplateResult => html`<div><small>${label}</small><span>${value}</span></div>`;
  const { acknowledgement, resolution, escalation } = incident;
  const actions: readonly AlertAction[] = incident.status === 'active' ? ['acknowledge', 'resolve', 'silence'] : ['resolve', 'silence'];
  const section = (title: string, record: Readonly<Record<string, unknown>>): TemplateResult | typeof nothing =>
    Object.keys(record).length > 0 ? html`<section><h3>${title}</h3>${recordTemplate(record)}</section>` : nothing;
  return html`<aside class="detail" part="detail" tabindex="-1" aria-label=${incident.name}>
    <div class="dh">
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
      ${incident.state === 'firing' ? fact(t('Next escalation'), escalationWords(host, incident)) : nothing}
    </div>
    ${acknowledgement ? html`<p class="said">${t('Acknowledged by {who}', { who: acknowledgement.userId })} ${host.time(acknowledgement.at)}${acknowledgement.reason ? html`<q>${acknowledgement.reason}</q>` : nothing}</p>` : nothing}
    ${resolution
      ? html`<p class="said">${t('Resolved by {who}', { who: resolution.automatic ? t('by itself') : resolution.userId })} ${host.time(incident.resolvedAt ?? 0)}${resolution.text ? html`<q>${resolution.text}</q>` : nothing}</p>`
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
                <span>${channel} → ${to} <span class=${status === 'failed' ? 's-unhealthy tint' : 'mu'}>${host.nameOf(status).toLowerCase()}</span>${detail ? html`<br /><span class="mu small">${detail}</span>` : nothing}</span>
              </li>`,
            )}
          </ul>`}
    </section>
    <section>
      <h3>${t('What happened')}</h3>
      <ul class="plain lines">
        ${[...incident.timeline].reverse().map((entry) => html`<li><span class="mu">${host.time(entry.at)}</span><span>${entry.text}${entry.userId ? html` <span class="mu">${entry.userId}</span>` : nothing}</span></li>`)}
      </ul>
    </section>
    ${section(t('Data'), incident.data)}${section(t('Context'), incident.context)}
  </aside>`;
}

/** To whom and when, in one line. */
export function escalationWords(host: OpsAlerts, { escalation, status }: Incident): unknown {
  const next = escalation.path[escalation.level] ?? escalation.path.at(-1);
  return escalation.nextAt === null || status !== 'active' || !next ? html`<span class="mu">${host.t('No further step')}</span>` : html`${next} ${host.time(escalation.nextAt)}`;
}
