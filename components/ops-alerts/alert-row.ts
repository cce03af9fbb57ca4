import { html, nothing, type TemplateResult } from 'lit';
import type { Incident, Notification } from '../../src/contract/alert.ts';
import { glyphs, icon, type Shape } from '../shared/icon.ts';
import { formatCount } from '../shared/number-format.ts';
import { formatDuration } from '../shared/relative-time.ts';
import { severityIcon } from '../shared/severity-icon.ts';
import type { OpsAlerts } from './ops-alerts.ts';

const deliveryShapes: Readonly<Record<Notification['status'], Shape>> = {
  sent: glyphs.check,
  queued: { line: 'M8 3a5 5 0 1 0 .01 0', dash: true },
  failed: glyphs.close,
};

export function alertRow(host: OpsAlerts, incident: Incident, index: number, active: boolean, select: boolean): TemplateResult {
  const { t, language } = host;
  const measured = host.measured(incident);
  const selected = incident.id === host.view.selected;
  const stop = (event: Event): void => event.stopPropagation();
  return html`<div role="row" part="row" class="row ${incident.status} ${selected ? 'on' : ''}" data-key=${incident.id} aria-rowindex=${index}
    aria-selected=${select ? host.checked.has(incident.id) : selected} tabindex=${active ? 0 : -1} @click=${() => host.open(incident.id)}>
    ${select
      ? html`<span role="gridcell" class="c-check" @click=${stop}><input type="checkbox" tabindex="-1" aria-label=${t('Select {name}', { name: incident.name })} .checked=${host.checked.has(incident.id)} @change=${() => host.check(incident.id)} /></span>`
      : nothing}
    <span role="gridcell" part="cell" class="c-severity st v-${incident.severity.toLowerCase()}">${severityIcon(incident.severity)}<span>${host.nameOf(incident.severity)}</span></span>
    <span role="gridcell" part="cell" class="c-alert two">
      <span class="strong" title=${incident.name}>${incident.name}</span>
      <span class="mu small">${host.nameOf(incident.category)} · <code>${incident.alertId}</code>${incident.count > 1 ? html` · ${t('{n} time|{n} times', { n: incident.count })}` : nothing}</span>
    </span>
    <span role="gridcell" part="cell" class="c-value two">${measured
      ? html`<span class="strong">${measured.value}</span><span class="mu small">> ${measured.threshold}${incident.sampleSize === null ? nothing : html` ${t('of {n}', { n: formatCount(language, incident.sampleSize) })}`}</span>`
      : html`<span class="mu">–</span>`}</span>
    <span role="gridcell" part="cell" class="c-started">${host.time(incident.startedAt)}</span>
    ${incident.state === 'firing'
      ? html`<span role="gridcell" part="cell" class="c-owner">${owner(host, incident)}</span>`
      : html`<span role="gridcell" part="cell" class="c-ended two"><span>${incident.resolvedAt === null ? t('Resolved') : host.time(incident.resolvedAt)}</span><span class="mu small">${incident.resolution?.automatic ? t('by itself') : (incident.resolution?.userId ?? '')}</span></span>`}
    <span role="gridcell" part="cell" class="c-delivery">${delivery(host, incident.notifications)}</span>
    ${incident.state === 'firing'
      ? html`<span role="gridcell" part="cell" class="c-escalation one">${host.escalation(incident)}</span>`
      : html`<span role="gridcell" part="cell" class="c-lasted">${incident.resolvedAt === null ? '–' : formatDuration(language, incident.resolvedAt - incident.startedAt)}</span>`}
  </div>`;
}

function owner(host: OpsAlerts, { id, acknowledgement, silencedBy }: Incident): TemplateResult {
  const { t } = host;
  if (acknowledgement) {
    return html`<span class="two"><span class="st">${icon(glyphs.check)}<span class="one">${acknowledgement.userId}</span></span><span class="mu small" title=${acknowledgement.reason}>${acknowledgement.reason || t('Acknowledged')}</span></span>`;
  }
  if (silencedBy !== null) return html`<span class="chip">${t('Silenced')}</span>`;
  if (!host.canAct) return html`<span class="mu">${t('Nobody yet')}</span>`;
  const take = (event: Event): void => {
    event.stopPropagation();
    host.open(id);
    host.openForm({ action: 'acknowledge', ids: [id] });
  };
  return html`<button type="button" class="b quick" tabindex="-1" @click=${take}>${t('Acknowledge')}</button>`;
}

/** A mark a channel: the worst of what happened on it. */
function delivery(host: OpsAlerts, notifications: readonly Notification[]): TemplateResult | TemplateResult[] {
  const worst = new Map<string, Notification['status']>();
  for (const { channel, status } of notifications) if (worst.get(channel) !== 'failed') worst.set(channel, status);
  if (worst.size === 0) return html`<span class="mu small">–</span>`;
  return [...worst].map(([channel, status]) => {
    const words = `${channel}: ${host.nameOf(status).toLowerCase()}`;
    return html`<span class="ch ${status}" title=${words}>${icon(deliveryShapes[status])}<span aria-hidden="true">${channel.replace('_', '-').toLowerCase()}</span><span class="sr">${words}</span></span>`;
  });
}
