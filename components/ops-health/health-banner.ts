import { html, nothing, type TemplateResult } from 'lit';
import { severities } from '../../src/contract/severity.ts';
import { formatCount } from '../shared/number-format.ts';
import { stateIcon } from '../shared/state-icon.ts';
import { sparkline } from '../shared/sparkline.ts';
import type { HealthData, OpsHealth } from './ops-health.ts';

/** The answer to "is it all right?", in one line, with what speaks for it. */
export function bannerTemplate(host: OpsHealth, data: HealthData): TemplateResult {
  const { t, language, live } = host;
  const { summary } = data.status;
  const status = live.fresh ? data.status.status : 'UNKNOWN';
  const failing = summary.unhealthy + summary.critical;
  const title = live.fresh && failing
    ? t('{n} check is failing|{n} checks are failing', { n: failing })
    : live.fresh && summary.degraded
      ? t('{n} check is degraded|{n} checks are degraded', { n: summary.degraded })
      : t(status === 'HEALTHY' ? 'All systems healthy' : data.status.lastCheck ? 'Health is unknown' : 'No check has run yet');
  const counted = [
    summary.total && t('{healthy} of {total} healthy', { healthy: summary.healthy, total: summary.total }),
    summary.disabled && t('{n} off', { n: summary.disabled }),
    summary.blocked && t('{n} blocked', { n: summary.blocked }),
  ].filter(Boolean).join(' · ');
  return html`<div class="banner s-${status.toLowerCase()}">
    <div class="verdict">
      ${stateIcon(status)}
      <div>
        <div class="says">${title}</div>
        <div class="mu">
          ${live.fresh
            ? html`${host.nameOf(status)}${data.status.since > 0 ? html` ${t('for')} ${host.time(data.status.since, 'for')}` : nothing}`
            : t('was {status}', { status: host.nameOf(data.status.status).toLowerCase() })}${counted ? html` · ${counted}` : nothing}
        </div>
      </div>
    </div>
    <div class="tile">
      <small>${t('Active alerts')}</small>
      <div class="counts">
        ${data.incidents.length === 0
          ? html`<span class="mu">${t('None')}</span>`
          : severities.map((severity) => {
              const count = data.incidents.filter((incident) => incident.severity === severity).length;
              return count === 0 ? nothing : html`<span class="st"
                title=${host.nameOf(severity)}>${stateIcon(severity)}<b>${count}</b><span class="sr">${host.nameOf(severity)}</span></span>`;
            })}
      </div>
    </div>
    ${data.stats
      ? html`<div class="tile">
          <small>${t('Errors, {range}', { range: host.range })}</small>
          <div class="counts"><b title=${t('{n} error|{n} errors', { n: data.stats.total })}>${formatCount(language, data.stats.total)}</b>${sparkline(host, data.stats.trend.map(({ count }) => count))}</div>
        </div>`
      : nothing}
  </div>`;
}
