import { html, nothing, type TemplateResult } from 'lit';
import type { ResourceSummary, VitalName, VitalValue } from '../../src/contract/performance.ts';
import type { InsightGroup, MemoryReport } from '../../src/contract/performance-answers.ts';
import type { Phrase } from '../shared/dictionary.ts';
import { area } from '../shared/areas.ts';
import { formatCount, formatLatency, formatNumber, formatShare } from '../shared/number-format.ts';
import { formatDuration } from '../shared/relative-time.ts';
import { stateIcon } from '../shared/state-icon.ts';
import type { OpsPerformance, PerformanceData } from './ops-performance.ts';
import { vitalText } from './vital-tiles.ts';

/** Rows that are shown of a table; all are in the export. */
const most = 12;

type Cell = readonly [text: string, style?: string];
type Row = readonly [name: string, ...cells: readonly Cell[]];

/** `choose`: what a click on the name of a row does. */
function table(host: OpsPerformance, caption: string, heads: readonly (readonly [name: Phrase, style?: string])[], rows: readonly Row[], none: string, choose?: { readonly chosen: string; click(name: string): void }): TemplateResult {
  const { t } = host;
  return rows.length
    ? html`<table part="table"><caption>${caption}</caption>
        <thead><tr>${heads.map(([name, style]) => html`<th scope="col" class=${style ?? nothing}>${t(name)}</th>`)}</tr></thead>
        <tbody>${rows.slice(0, most).map(([name, ...cells]) => html`<tr><th scope="row" title=${name}>${choose ? html`<button type="button" class="link" aria-pressed=${choose.chosen === name} @click=${() => choose.click(name)}>${name}</button>` : name}</th>${cells.map(([text, style]) => html`<td class=${style ?? nothing}>${text}</td>`)}</tr>`)}</tbody>
      </table>${rows.length > most ? html`<p class="mu small">${t('{n} more are in the export.', { n: rows.length - most })}</p>` : nothing}`
    : html`<p class="mu">${none}</p>`;
}

export function routeArea(host: OpsPerformance, { summary }: PerformanceData): TemplateResult {
  const { t, language } = host;
  const time = (value: number, style?: string): Cell => (style ? [formatLatency(language, value), style] : [formatLatency(language, value)]);
  const rows = [...summary.routes].sort((a, b) => b.p95 - a.p95).map(({ route, count, errorRate, p50, p95, p99 }) =>
    [route, [formatCount(language, count)], [formatShare(language, errorRate), errorRate > 0.05 ? 'bad' : ''], time(p50, 'minor'), time(p95), time(p99, 'minor')] as const);
  return area(t('Routes'), t('slowest first'), table(host, t('Routes'), [['Route'], ['Calls'], ['Failed'], ['p50', 'minor'], ['p95'], ['p99', 'minor']], rows, t('No call was made in this span.')));
}

export function pageTable(host: OpsPerformance, { pages }: PerformanceData): TemplateResult {
  const { t, language, view } = host;
  const rows = pages.filter(({ views }) => views > 0).sort((a, b) => (a.score ?? 101) - (b.score ?? 101)).map(({ page, views, vitals: { lcp, inp, cls }, score }): Row => {
    const cell = (name: VitalName, vital: VitalValue | undefined, style: string): Cell => (vital ? [vitalText(language, name, vital.value), `${style} ${vital.rating === 'poor' ? 'bad' : ''}`] : ['–', style]);
    return [page, [formatCount(language, views)], cell('LCP', lcp, ''), cell('INP', inp, 'minor'), cell('CLS', cls, 'minor'), [score === null ? '–' : formatNumber(language, score, { maximumFractionDigits: 0 })]];
  });
  const choose = { chosen: view.page, click: (page: string): void => host.changeView({ page: page === view.page ? '' : page }) };
  return area(t('Pages'), t('lowest score first'), table(host, t('Pages'), [['Page'], ['Views'], ['LCP'], ['INP', 'minor'], ['CLS', 'minor'], ['Score']], rows, t('Nothing has been measured in this span.'), choose));
}

const bytesText = (language: string, bytes: number): string =>
  bytes < 999_500
    ? formatNumber(language, bytes / 1000, { style: 'unit', unit: 'kilobyte', unitDisplay: 'narrow', maximumFractionDigits: bytes < 10_000 ? 1 : 0 })
    : formatNumber(language, bytes / 1e6, { style: 'unit', unit: 'megabyte', unitDisplay: 'narrow', maximumFractionDigits: 1 });

type Load = Pick<ResourceSummary, 'count' | 'duration' | 'bytes' | 'cacheHitRate' | 'failures'>;
const loadCells = (language: string, { count, duration, bytes, cacheHitRate, failures }: Load): readonly Cell[] => [
  [formatCount(language, count), 'minor'], [formatLatency(language, duration)], [bytesText(language, bytes), 'minor'], [formatShare(language, cacheHitRate), 'minor'], [formatCount(language, failures), failures ? 'bad' : ''],
];
const loadHeads = (name: Phrase, time: Phrase): readonly (readonly [Phrase, string?])[] => [[name], ['Loads', 'minor'], [time], ['Bytes', 'minor'], ['Cached', 'minor'], ['Failed']];

export function resourceArea(host: OpsPerformance, { resources: { slowest }, insights: { renderBlocking } }: PerformanceData): TemplateResult {
  const { t, language } = host;
  const rows = [...slowest].sort((a, b) => b.duration - a.duration).map((resource): Row => [resource.name.replace(/^https?:\/\/[^/]*/, '') || resource.host, ...loadCells(language, resource)]);
  return area(t('Slowest resources'), t('{n} resource|{n} resources', { n: slowest.length }), html`${table(host, t('Slowest resources'), loadHeads('Resource', 'Median'), rows, t('None was loaded in this span.'))}
    ${renderBlocking.length ? insightTable(host, 'Rendering waited for', [['Rendering waited for'], ['Times'], ['Longest'], ['In all']], renderBlocking, 'None was loaded in this span.') : nothing}`);
}

export function hostArea(host: OpsPerformance, { resources: { hosts, types } }: PerformanceData): TemplateResult {
  const { t, language } = host;
  const rows = (groups: typeof hosts): readonly Row[] => [...groups].sort((a, b) => b.duration - a.duration).map((group): Row => [group.name, ...loadCells(language, group)]);
  return area(t('Hosts and kinds'), t('slowest first'), html`${table(host, t('Hosts'), loadHeads('Host', 'p75'), rows(hosts), t('None was loaded in this span.'))}
    ${types.length ? table(host, t('Kinds'), loadHeads('Kind', 'p75'), rows(types), '') : nothing}`);
}

function insightTable(host: OpsPerformance, caption: Phrase, heads: readonly (readonly [Phrase, string?])[], groups: readonly InsightGroup[], none: Phrase): TemplateResult {
  const { t, language } = host;
  return table(host, t(caption), heads, groups.map(({ name, count, worst, total }): Row => [name, [formatCount(language, count)], [formatLatency(language, worst)], [formatLatency(language, total)]]), `${t(none)} ${t('Chromium only.')}`);
}

export function scriptArea(host: OpsPerformance, { insights: { scripts } }: PerformanceData): TemplateResult {
  return area(host.t('Scripts in long frames'), host.t('the last 24 h'), insightTable(host, 'Scripts in long frames', [['Script'], ['Frames'], ['Longest'], ['In all']], scripts, 'No frame was long.'));
}

export function interactionArea(host: OpsPerformance, { insights: { interactions, rageClicks, deadClicks } }: PerformanceData): TemplateResult {
  const { t, language } = host;
  const clicks = (groups: readonly InsightGroup[]): string => formatCount(language, groups.reduce((sum, { count }) => sum + count, 0));
  return area(t('Slow interactions'), t('the last 24 h'), html`${insightTable(host, 'Slow interactions', [['Interaction'], ['Times'], ['Longest'], ['In all']], interactions, 'None took longer than 200 ms.')}
    <p class="mu small">${t('{rage} bursts of clicks, {dead} clicks without an effect', { rage: clicks(rageClicks), dead: clicks(deadClicks) })}</p>`);
}

/** A heap that grows without end, said with its evidence. */
function leakLine({ t, language }: OpsPerformance, { tabs }: MemoryReport): unknown {
  const worst = tabs.find(({ leak }) => leak?.suspected);
  if (!worst?.leak) return nothing;
  const { slope, growth, span, p, fullIn } = worst.leak;
  return html`<p class="leak s-degraded">${stateIcon('DEGRADED')}<span><b>${t('A leak is suspected')}</b> <code>${worst.url.replace(/^https?:\/\/[^/]*/, '')}</code><br /><span class="mu small">${t('+{growth} in {span}, {slope} a minute, p = {p}', {
    growth: bytesText(language, growth), span: formatDuration(language, span), slope: bytesText(language, slope), p: formatNumber(language, p, { maximumSignificantDigits: 2 }),
  })}${fullIn === null ? nothing : ` · ${t('full in {span}', { span: formatDuration(language, fullIn) })}`}</span></span></p>`;
}

export function pageArea(host: OpsPerformance, { summary, memory: report }: PerformanceData): TemplateResult {
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
  return area(t('Main thread and memory'), '', html`<div class="facts">${facts.map(([name, value]) => html`<div><small>${t(name)}</small><span>${value}</span></div>`)}</div>${leakLine(host, report)}`);
}
