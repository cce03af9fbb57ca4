import { html, nothing, type TemplateResult } from 'lit';
import type { Incident, Notification } from '../../src/contract/alert.ts';
import { glyphs, icon, type Shape } from '../shared/icon.ts';
import { formatCount } from '../shared/number-format.ts';
import { formatDuration } from '../shared/relative-time.ts';
import { stateIcon } from '../shared/state-icon.ts';
import type { OpsAlerts } from './ops-alerts.ts';

/** What is under way is neither. */
const deliveryShapes: Readonly<Partial<Record<Notification['status'], Shape>>> = { accepted: glyphs.check, confirmed: glyphs.check, dead: glyphs.close };

/** What stands in the cells of an alert. */
export function alertCells(host: OpsAlerts, incident: Incident): Readonly<Record<string, unknown>> {
  const { t, language } = host;
  const measured = host.measured(incident);
  const firing = incident.resolvedAt === null;
  return {
    pick: html`<input type="checkbox" tabindex="-1" aria-label="${t('Select')} ${incident.name}" .checked=${host.checked.has(incident.id)}
      @click=${(event: Event) => event.stopPropagation()} @change=${() => host.toggleRow(incident.id)} />`,
    severity: html`<span class="st tint s-${incident.severity.toLowerCase()}">${stateIcon(incident.severity)}${host.nameOf(incident.severity)}</span>`,
    alert: html`<span class="strong" title=${incident.name}>${incident.name}</span>
      <span class="mu small">${marks(host, incident)}${host.nameOf(incident.category)} · <code>${incident.alertId}</code>${incident.count > 1 ? ` · ${t('{n} time|{n} times', { n: incident.count })}` : nothing}</span>`,
    value: measured
     
          ? html`<span class="strong">${measured.value}</span><span class="mu small">> ${measured.threshold}${incident.sampleSize === null ? nothing : ` ${t('of {n}', { n: formatCount(language, incident.sampleSize) })}`}</span>`
      : '–',
    started: host.time(incident.startedAt),
    owner: firing
      ? owner(host, incident)
      : html`<span>${host.time(incident.resolvedAt ?? 0)}</span><span class="mu small">${incident.resolution?.automatic ? t('by itself') : incident.resolution?.userId}</span>`,
    delivery: delivery(host, incident.notifications),
    escalation: firing ? host.escalation(incident) : formatDuration(language, (incident.resolvedAt ?? incident.updatedAt) - incident.startedAt),
  };
}

/** What is special about an incident, beside its severity. */
export function marks({ t, nameOf }: OpsAlerts, { state, flapping }: Incident): unknown {
  return html`${state === 'recovering' || state === 'expired' ? html`<span class="chip">${nameOf(state)}</span>` : nothing}${flapping ? html`<span class="chip s-degraded">${t('Flapping')}</span>` : nothing}`;
}

function owner(host: OpsAlerts, { id, acknowledgement, silencedBy, inhibitedBy }: Incident): TemplateResult {
  const { t } = host;
  if (acknowledgement) {
    return html`<span class="st">${icon(glyphs.check)}<span class="one">${acknowledgement.userId}</span></span><span class="mu small"
      title=${acknowledgement.reason}>${acknowledgement.reason || t('Acknowledged')}</span>`;
  }
  if (silencedBy !== null) return html`<span class="chip">${t('Silenced')}</span>`;
  if (inhibitedBy !== null) return html`<span class="chip">${t('Explained by')}</span><code class="mu small" title=${inhibitedBy}>${inhibitedBy}</code>`;
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
  // What was rightly not sent is no failure.
  for (const { channel, status, detail } of notifications) if (worst.get(channel) !== 'dead' && !detail.startsWith('withdrawn')) worst.set(channel, status);
  if (worst.size === 0) return html`–`;
  return [...worst].map(([channel, status]) => {
    const words = `${host.nameOf(channel)}: ${host.nameOf(status).toLowerCase()}`;
    return html`<span class="ch ${status}" title=${words}>${icon(deliveryShapes[status] ?? glyphs.waiting)}<span
      aria-hidden="true">${channel.replace('_', '-').toLowerCase()}</span><span class="sr">${words}</span></span>`;
  });
}

/** To whom and when, in one line. */
export function escalationWords(host: OpsAlerts, { escalation, status }: Incident): unknown {
  const next = escalation.path[escalation.level] ?? escalation.path.at(-1);
  return escalation.nextAt === null || status !== 'active' || !next
      ? html`<span class="mu">${host.t('No further step')}</span>`
      : html`<span title=${next}>${next}</span> <span class="mu small">${host.time(escalation.nextAt)}</span>`;
}
