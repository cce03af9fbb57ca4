import { html, nothing, type TemplateResult } from 'lit';
import type { Silence, SilenceMatcher } from '../../src/contract/alert.ts';
import { emptyTemplate } from '../shared/panel-template.ts';
import type { OpsAlerts } from './ops-alerts.ts';

/** What is quiet, until when, by whom and why. */
export function silenceList(host: OpsAlerts, silences: readonly Silence[]): TemplateResult {
  const { t } = host;
  if (silences.length === 0) return emptyTemplate(t('no-silences'), t('no-silences-text'));
  return html`<ul class="plain silences">
    ${silences.map(
      (silence) => html`<li>
        <strong>${words(host, silence.matcher)}</strong>
        <span title=${host.moment(silence.until)}>${t('until')} ${host.moment(silence.until)} <span class="mu">${host.time(silence.until)}</span></span>
        <span class="mu">${silence.userId}${silence.reason ? html` · ${silence.reason}` : nothing}</span>
      </li>`,
    )}
  </ul>`;
}

function words(host: OpsAlerts, { alertId, category, severity }: SilenceMatcher): string {
  return [alertId, category && host.categoryName(category), severity && host.t(severity)].filter(Boolean).join(' · ') || host.t('matcher-all');
}
