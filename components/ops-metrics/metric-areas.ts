import { html, nothing, svg, type TemplateResult } from 'lit';
import type { GroupStatus } from '../../src/contract/error-record.ts';
import type { HealthCheckView } from '../../src/contract/health.ts';
import { severities } from '../../src/contract/severity.ts';
import { heartbeatBars, heartbeatTemplate } from '../shared/heartbeat-bars.ts';
import { area, tile } from '../shared/areas.ts';
import { availabilityWindow } from '../shared/availability-window.ts';
import { formatCount, formatNumber, formatShare } from '../shared/number-format.ts';
import { formatDuration } from '../shared/relative-time.ts';
import { stateIcon } from '../shared/state-icon.ts';
import type { MetricsData, OpsMetrics } from './ops-metrics.ts';

export function tiles(host: OpsMetrics, { statistics, checks, groups }: MetricsData): TemplateResult {
  const { t, language } = host;
  const { total, active, acknowledged, suppressed, mtta, mttr, noise } = statistics;
  const spread = (of: typeof mtta): string => (of ? t('p90 {span} · of {n}', { span: formatDuration(language, of.p90), n: formatCount(language, of.count) }) : t('no case yet'));
  const span = availabilityWindow(host.range);
  const known = checks.flatMap(({ availabilityOver }) => availabilityOver[span] ?? []);
  const resolved = groups.filter(({ status }) => status === 'resolved').length;
  return html`<div class="tiles" part="status-tiles">
    ${tile(t('Alerts'), formatCount(language, total), t('{active} active, {acknowledged} acknowledged', { active, acknowledged }))}
    ${tile(t('Time to acknowledge'), mtta && formatDuration(language, mtta.median), spread(mtta))}
    ${tile(t('Time to resolve'), mttr && formatDuration(language, mttr.median), spread(mttr))}
    ${tile(t('Noise'), total ? formatNumber(language, noise.share, { style: 'percent', maximumFractionDigits: 0 }) : undefined, t('{quiet} kept quiet, {flapping} flapping, {alone} ended unseen', { quiet: suppressed, flapping: noise.flapping, alone: noise.unattended }))}
    ${tile(t('Availability, {span}', { span }), known.length ? formatShare(language, Math.min(...known)) : undefined, t('the least of {n} check|the least of {n} checks', { n: known.length }))}
    ${tile(t('Errors resolved'), groups.length ? formatShare(language, resolved / groups.length) : undefined, t('of {n} group|of {n} groups', { n: groups.length }))}
  </div>`;
}

export function alertArea(host: OpsMetrics, { statistics }: MetricsData): TemplateResult {
  const { t, language } = host;
  const parts = severities.map((severity) => ({ name: host.nameOf(severity), severity }));
  const points = statistics.series.points.map(({ at, bySeverity }) => {
    const counts = severities.map((severity) => bySeverity[severity] ?? 0);
    return { at, count: counts.reduce((sum, count) => sum + count, 0), parts: counts };
  });
  const told = (['accepted', 'confirmed', 'sent', 'queued', 'dead'] as const).flatMap((status) => (statistics.deliveries[status] ? `${host.nameOf(status)} ${formatCount(language, statistics.deliveries[status])}` : [])).join(' · ');
  const channels = Object.entries(statistics.byChannel).map(([channel, count]) => `${host.nameOf(channel)} ${formatCount(language, count)}`).join(' · ');
  return area(t('Alerts by severity'), t('{n} in this span', { n: formatCount(language, statistics.total) }), html`
    <ops-trend-chart part="chart" .host=${host} .name=${t('Alerts')} .parts=${parts} .points=${points}></ops-trend-chart>
    ${channels ? html`<p class="mu small">${t('Told by channel: {channels}', { channels })}</p>` : nothing}
    ${told ? html`<p class="mu small">${t('Notifications: {told}', { told })}</p>` : nothing}`);
}

/** Which alerts fire most, and how the time of all went by. */
export function loudArea(host: OpsMetrics, { statistics: { byAlert, timeIn } }: MetricsData): TemplateResult {
  const { t, language } = host;
  const most = byAlert[0]?.count ?? 1;
  const spans = [['Firing', timeIn.firing], ['Recovering', timeIn.recovering], ['Somebody had it', timeIn.acknowledged], ['Nobody was told', timeIn.muted]] as const;
  return area(t('Loudest alerts'), t('time in state'), html`
    <ul class="lines">${byAlert.slice(0, 5).map(({ name, alertId, count, open }) => html`<li class="line loud"><span class="one" title=${alertId}>${name}</span><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${(100 * count) / most} height="8" />`}</svg><span
      class="num small">${formatCount(language, count)}${open ? html`<span class="mu"> · ${t('{n} open', { n: open })}</span>` : nothing}</span></li>`)}</ul>
    ${byAlert.length ? nothing : html`<p class="mu">${t('None')}</p>`}
    <ul class="keys">${spans.map(([name, ms]) => html`<li><span class="mu">${t(name)}</span> <b>${ms ? formatDuration(language, ms) : '–'}</b></li>`)}</ul>`);
}

const ranks: readonly HealthCheckView['status'][] = ['CRITICAL', 'UNHEALTHY', 'DEGRADED', 'UNKNOWN', 'HEALTHY'];

export function healthArea(host: OpsMetrics, { checks }: MetricsData): TemplateResult {
  const { t, language } = host;
  const span = availabilityWindow(host.range);
  const shown = checks.filter(({ enabled }) => enabled).sort((a, b) => (a.availabilityOver[span] ?? 2) - (b.availabilityOver[span] ?? 2) || ranks.indexOf(a.status) - ranks.indexOf(b.status));
  return area(t('State and availability'), t('{span}, worst first', { span }), html`<ul class="lines">${shown.map((check) => {
    const bars = heartbeatBars(check.recent, check.interval, Date.now());
    const label = t('Health from {from} to {to}: {bad} not healthy', { from: host.moment(bars[0]?.from ?? 0), to: host.moment(bars.at(-1)?.to ?? 0), bad: formatDuration(language, bars.reduce((sum, bar) => sum + bar.bad, 0)) });
    return html`<li class="line">${stateIcon(host.live.fresh ? check.status : 'UNKNOWN')}<span class="one" title=${check.message}>${check.name}<span class="sr">${host.nameOf(check.status)}</span></span>${heartbeatTemplate(bars, label, (bar) =>
      t('{from} to {to}: {status}', { from: host.moment(bar.from, true), to: host.moment(bar.to, true), status: host.nameOf(bar.worst) }))}<span class="num">${check.availabilityOver[span] === null ? '–' : formatShare(language, check.availabilityOver[span])}</span></li>`;
  })}</ul>`, 'health');
}

const statuses: readonly GroupStatus[] = ['unresolved', 'resolved', 'ignored'];

export function errorArea(host: OpsMetrics, { groups }: MetricsData): TemplateResult {
  const { t, language } = host;
  const counts = statuses.map((status) => groups.filter((group) => group.status === status).length);
  const regressed = groups.filter((group) => group.isRegressed).length;
  let from = 0;
  return area(t('Errors by resolution'), t('of {n} group|of {n} groups', { n: groups.length }), html`
    <svg class="stack" viewBox="0 0 ${Math.max(1, groups.length)} 1" preserveAspectRatio="none" aria-hidden="true">${counts.map((count, index) => {
      const begin = from;
      from += count;
      return svg`<rect class="k${index}" x=${begin} width=${count} height="1" />`;
    })}</svg>
    <ul class="keys">${statuses.map((status, index) => html`<li><i class="k${index}"></i>${host.nameOf(status)} <b>${formatCount(language, counts[index] ?? 0)}</b></li>`)}</ul>
    <p class="mu small">${regressed ? t('{n} came back after it was resolved|{n} came back after they were resolved', { n: regressed }) : t('None came back after it was resolved.')}</p>`, 'resolution');
}
