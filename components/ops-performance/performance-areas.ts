import { html, nothing, type TemplateResult } from 'lit';
import type { Phrase } from '../shared/dictionary.ts';
import { area } from '../shared/areas.ts';
import { formatCount, formatLatency, formatNumber, formatShare } from '../shared/number-format.ts';
import type { OpsPerformance, PerformanceData } from './ops-performance.ts';
import { vitals } from './vital-limits.ts';
import { vitalText } from './vital-tiles.ts';

/** Rows that are shown of a table; all are in the export. */
const most = 12;

type Cell = readonly [text: string, style?: string];

function table(host: OpsPerformance, caption: string, heads: readonly (readonly [name: Phrase, style?: string])[], rows: readonly (readonly [name: string, ...cells: readonly Cell[]])[], none: string): TemplateResult {
  const { t } = host;
  return rows.length
    ? html`<table part="table"><caption>${caption}</caption>
        <thead><tr>${heads.map(([name, style]) => html`<th scope="col" class=${style ?? nothing}>${t(name)}</th>`)}</tr></thead>
        <tbody>${rows.slice(0, most).map(([name, ...cells]) => html`<tr><th scope="row" title=${name}>${name}</th>${cells.map(([text, style]) => html`<td class=${style ?? nothing}>${text}</td>`)}</tr>`)}</tbody>
      </table>${rows.length > most ? html`<p class="mu small">${t('{n} more are in the export.', { n: rows.length - most })}</p>` : nothing}`
    : html`<p class="mu">${none}</p>`;
}

export function vitalChart(host: OpsPerformance, { steps }: PerformanceData): TemplateResult {
  const { t, language, view } = host;
  const { says, limits } = vitals[view.vital];
  const points = steps.map(({ at, vitals: step }) => ({ at, count: step[view.vital.toLowerCase() as 'lcp']?.value ?? null }));
  const known = points.some(({ count }) => count !== null);
  return area(t('{vital} over time', { vital: view.vital }), t(says), known
    ? html`<ops-trend-chart part="chart" kind="line" .host=${host} .name=${t('p75 of {vital}', { vital: view.vital })} .points=${points} .bands=${limits} .tell=${(value: number) => vitalText(language, view.vital, value)}></ops-trend-chart>`
    : html`<p class="mu">${t('Nothing has been measured in this span.')} ${t('CLS and long tasks exist in Chromium only.')}</p>`);
}

export function apiChart(host: OpsPerformance, { steps, summary }: PerformanceData): TemplateResult {
  const { t, language } = host;
  const parts = [{ name: 'p50', severity: 'LOW' }, { name: 'p95', severity: 'MEDIUM' }, { name: 'p99', severity: 'HIGH' }] as const;
  const points = steps.map(({ at, api }) => ({ at, count: api.count ? api.p95 : null, parts: api.count ? [api.p50, api.p95, api.p99] : [] }));
  return area(t('API response times'), t('{n} call|{n} calls', { n: formatCount(language, summary.api.count) }), summary.api.count
    ? html`<ops-trend-chart part="chart" kind="line" .host=${host} .name=${t('p95 of API calls')} .points=${points} .parts=${parts} .tell=${(value: number) => formatLatency(language, value)}></ops-trend-chart>`
    : html`<p class="mu">${t('No call was made in this span.')}</p>`);
}

export function routeArea(host: OpsPerformance, { summary }: PerformanceData): TemplateResult {
  const { t, language } = host;
  const time = (value: number, style?: string): Cell => (style ? [formatLatency(language, value), style] : [formatLatency(language, value)]);
  const rows = [...summary.routes].sort((a, b) => b.p95 - a.p95).map(({ route, count, errorRate, p50, p95, p99 }) =>
    [route, [formatCount(language, count)], [formatShare(language, errorRate), errorRate > 0.05 ? 'bad' : ''], time(p50, 'minor'), time(p95), time(p99, 'minor')] as const);
  return area(t('Routes'), t('slowest first'), table(host, t('Routes'), [['Route'], ['Calls'], ['Failed'], ['p50', 'minor'], ['p95'], ['p99', 'minor']], rows, t('No call was made in this span.')));
}

export function resourceArea(host: OpsPerformance, { resources }: PerformanceData): TemplateResult {
  const { t, language } = host;
  const size = (bytes: number): string => formatNumber(language, bytes / 1000, { style: 'unit', unit: 'kilobyte', unitDisplay: 'narrow', maximumFractionDigits: bytes < 10_000 ? 1 : 0 });
  const rows = [...resources].sort((a, b) => b.duration - a.duration).map(({ name, host: from, count, duration, bytes, cacheHitRate, failures }) =>
    [name.replace(/^https?:\/\/[^/]*/, '') || from, [formatCount(language, count), 'minor'], [formatLatency(language, duration)], [size(bytes), 'minor'], [formatShare(language, cacheHitRate), 'minor'], [formatCount(language, failures), failures ? 'bad' : '']] as const);
  return area(t('Slowest resources'), t('{n} resource|{n} resources', { n: resources.length }), table(host, t('Slowest resources'), [['Resource'], ['Loads', 'minor'], ['Median'], ['Bytes', 'minor'], ['Cached', 'minor'], ['Failed']], rows, t('None was loaded in this span.')));
}

export function pageArea(host: OpsPerformance, { summary }: PerformanceData): TemplateResult {
  const { t, language } = host;
  const { longTasks, memory, pageViews } = summary;
  const megabytes = (bytes: number): string => formatNumber(language, bytes / 1e6, { style: 'unit', unit: 'megabyte', unitDisplay: 'narrow', maximumFractionDigits: 0 });
  const facts: readonly (readonly [Phrase, string])[] = [
    ['Page views', formatCount(language, pageViews)],
    ['Long tasks', formatCount(language, longTasks.count)],
    ['Longest', longTasks.count ? formatLatency(language, longTasks.max) : '–'],
    ['Blocked in all', longTasks.count ? formatLatency(language, longTasks.totalDuration) : '–'],
    ['Heap', memory ? `${megabytes(memory.used)} / ${megabytes(memory.limit)}` : t('unsupported')],
  ];
  return area(t('Pages'), '', html`<div class="facts">${facts.map(([name, value]) => html`<div><small>${t(name)}</small><span>${value}</span></div>`)}</div>`);
}
