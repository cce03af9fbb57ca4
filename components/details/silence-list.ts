import { html } from 'lit';
import type { Silence } from '../../src/contract/alert.ts';
import type { OpsAlerts } from '../ops-alerts/ops-alerts.ts';
import { emptyTemplate } from '../shared/panel-template.ts';

/** What is quiet, until when, by whom and why. */
export function silenceList(host: OpsAlerts, silences: readonly Silence[]): unknown {
  const { t } = host;
  if (!silences.length) return emptyTemplate(t('No silences'), t('A silence keeps an alert from notifying until a moment that you choose. Open an alert to make one.'));
  return html`<ul class="plain silences">${silences.map(({ matcher, until, userId, reason }) => {
    const { alertId, category, severity } = matcher;
    const what = [alertId, category && host.nameOf(category), severity && host.nameOf(severity)].filter(Boolean).join(' · ') || t('every alert');
    return html`<li><strong>${what}</strong><span>${t('Until')} ${host.moment(until)} <span class="mu">${host.time(until)}</span></span><span
      class="mu">${[userId, reason].filter(Boolean).join(' · ')}</span></li>`;
  })}</ul>`;
}
