import { html, type TemplateResult } from 'lit';
import type { InsightGroup } from '../../src/contract/performance-answers.ts';
import { area } from '../shared/areas.ts';
import { formatCount, formatLatency, formatNumber } from '../shared/number-format.ts';
import type { OpsPerformance, PerformanceData, PerformanceView } from './ops-performance.ts';
import { vitals } from './vital-limits.ts';
import { vitalText } from './vital-tiles.ts';

const percentiles: readonly PerformanceView['percentile'][] = [0.5, 0.75, 0.95, 0.99];
const named = (percentile: number): string => `p${Math.round(percentile * 100)}`;

/** What the worst values of the vital came from, where the browser tells. */
function causes(host: OpsPerformance, groups: readonly InsightGroup[]): unknown {
  const { t, language, view } = host;
  const own = groups.filter(({ name }) => name.startsWith(`${view.vital} `)).slice(0, 3);
  return own.length
    ? html`<ul class="causes">${own.map(({ name, worst, count }) => html`<li><code class="one" title=${name}>${name.slice(view.vital.length + 1)}</code><span class="num small">${t('up to {worst}', { worst: vitalText(language, view.vital, worst) })} <span class="mu">${t('{n} time|{n} times', { n: count })}</span></span></li>`)}</ul>`
    : '';
}

export function vitalChart(host: OpsPerformance, { series, insights }: PerformanceData): TemplateResult {
  const { t, language, view } = host;
  const { says, limits } = vitals[view.vital];
  const points = series.points.map(({ at, value }) => ({ at, count: value }));
  const measured = series.points.reduce((sum, { count }) => sum + count, 0);
  const where = [view.page, view.device && host.nameOf(view.device)].filter(Boolean).join(', ');
  const choice = html`<span class="seg" role="group" aria-label=${t('Percentile')}>${percentiles.map((percentile) => html`<button type="button" aria-pressed=${percentile === view.percentile} @click=${() => host.changeView({ percentile })}>${named(percentile)}</button>`)}</span>`;
  return area(t('{vital} over time', { vital: view.vital }), choice, measured
    ? html`<ops-trend-chart part="chart" kind="line" .host=${host} .name=${t('{percentile} of {vital}', { percentile: named(series.percentile), vital: series.metric })} .points=${points} .bands=${limits} .tell=${(value: number) => vitalText(language, view.vital, value)}></ops-trend-chart>
        <p class="mu small">${t(says)} · ${t('{n} page view|{n} page views', { n: formatCount(language, measured) })}${where ? ` · ${where}` : ''}</p>${causes(host, insights.vitals)}`
    : html`<p class="mu">${t('Nothing has been measured in this span.')} ${t('CLS and long tasks exist in Chromium only.')}</p>`);
}

export function apiChart(host: OpsPerformance, { api, summary }: PerformanceData): TemplateResult {
  const { t, language } = host;
  const parts = [{ name: 'p50', severity: 'LOW' }, { name: 'p95', severity: 'MEDIUM' }, { name: 'p99', severity: 'HIGH' }] as const;
  const points = (api[1]?.points ?? []).map(({ at, value }, index) => ({ at, count: value, parts: api.map((series) => series.points[index]?.value ?? null) }));
  const { count, errorRate } = summary.api;
  return area(t('API response times'), t('{n} call|{n} calls', { n: formatCount(language, count) }), count
    ? html`<ops-trend-chart part="chart" kind="line" .host=${host} .name=${t('p95 of API calls')} .points=${points} .parts=${parts} .tell=${(value: number) => formatLatency(language, value)}></ops-trend-chart>
        <p class="mu small">${t('{share} of them failed', { share: formatNumber(language, errorRate, { style: 'percent', maximumFractionDigits: 2 }) })}</p>`
    : html`<p class="mu">${t('No call was made in this span.')}</p>`);
}
