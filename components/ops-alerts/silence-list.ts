import type { TemplateResult } from 'lit';
import type { Silence, SilenceMatcher } from '../../src/contract/alert.ts';
import type { OpsAlerts } from './ops-alerts.ts';
import { kit } from '../shared/kit.ts';

const { emptyTemplate, html, nothing } = kit;

/** What is quiet, until when, by whom and why. */
export function silenceList(host: OpsAlerts, silences: readonly Silence[]): TemplateResult {
  const { t } = host;
  if (silences.length === 0) return emptyTemplate(t('No silences'), t('A silence keeps an alert from notifying until a moment that you choose. Open an alert to make one.'));
  return html`<ul class="plain silences">
    ${silences.map(
      (silence) => html`<li>
        <strong>${words(host, silence.matcher)}</strong>
        <span title=${host.moment(silence.until)}>${t('Until')} ${host.moment(silence.until)} <span class="mu">${host.time(silence.until)}</span></span>
        <span class="mu">${silence.userId}${silence.reason ? html` · ${silence.reason}` : nothing}</span>
      </li>`,
    )}
  </ul>`;
}

function words(host: OpsAlerts, { alertId, category, severity }: SilenceMatcher): string {
  return [alertId, category && host.nameOf(category), severity && host.nameOf(severity)].filter(Boolean).join(' · ') || host.t('every alert');
}
