import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import type { Topic } from '../../src/contract/notices.ts';
import type { Budget, CoreWebVitals, PerformanceSummary, VitalName } from '../../src/contract/performance.ts';
import type { MemoryReport, PageSummary, PerformanceInsights, ResourceReport, Series } from '../../src/contract/performance-answers.ts';
import type { RuntimeApi } from '../../src/contract/runtime-api.ts';
import { askedRange } from '../shared/asked-range.ts';
import { areasStyles } from '../shared/areas.styles.ts';
import { budgetArea, rangePicker } from '../shared/areas.ts';
import { ListPanel } from '../shared/list-panel.ts';
import { formatCount, formatNumber } from '../shared/number-format.ts';
import { OnDemand } from '../shared/on-demand.ts';
import { OpsElement } from '../shared/ops-element.ts';
import { emptyTemplate } from '../shared/panel-template.ts';
import { panelStyles } from '../shared/panel.styles.ts';
import { stateIcon } from '../shared/state-icon.ts';
import { tokens } from '../shared/tokens.ts';
import { hostArea, interactionArea, pageArea, pageTable, resourceArea, routeArea, scriptArea } from './performance-areas.ts';
import { apiChart, vitalChart } from './performance-charts.ts';
import { performanceStyles } from './performance.styles.ts';
import { vitalTiles } from './vital-tiles.ts';

export interface PerformanceData {
  readonly summary: PerformanceSummary;
  /** Of the page and the device that are chosen. */
  readonly vitals: CoreWebVitals;
  /** The vital that is chosen, of them. */
  readonly series: Series;
  /** Response times of all API calls: p50, p95, p99. */
  readonly api: readonly Series[];
  readonly pages: readonly PageSummary[];
  readonly resources: ResourceReport;
  readonly budgets: readonly Budget[];
  readonly insights: PerformanceInsights;
  readonly memory: MemoryReport;
}

export interface PerformanceView {
  /** The one on the chart. */
  readonly vital: VitalName;
  /** Of the chart; the tiles have the 75th. */
  readonly percentile: 0.5 | 0.75 | 0.95 | 0.99;
  /** A path with ids folded; `''`: all. */
  readonly page: string;
  readonly device: '' | 'mobile' | 'tablet' | 'desktop';
  readonly selected: string;
}

/** Steps of a chart, at most. */
const points = 48;
const devices = ['mobile', 'tablet', 'desktop'] as const;

/**
 * What the pages cost their users: a score, the vitals with their spread and their way over time, by percentile, page and device; API
 * calls by route, resources and their hosts, the scripts of long frames, memory, and the budgets.
 *
 * @element ops-performance
 * @attr {string} [range=24h] - `15m 1h 6h 24h 7d 30d` or an ISO interval
 * @attr {boolean} [paused=false] - asks nothing until it is taken away
 * @attr {'auto'|'light'|'dark'} [theme=auto] - `auto` follows the page's `color-scheme`
 * @attr {'comfortable'|'compact'} [density=comfortable]
 * @attr {string} heading - default: `Performance`
 * @attr {number} [heading-level=2]
 * @attr {number} [stale-after=30000] - ms without an answer until the data count as stale
 * @attr {string} time-zone - IANA name for absolute times; default: the browser's
 * @attr {'worker'} [source=worker] - where the data come from; the worker of the page is the only source
 * @attr {string} worker-url - starts the agent with this worker where the page has started none
 * @prop {OpsClient} client - default: the page's agent
 * @prop {Snapshot<PerformanceData>} snapshot - data put in without a worker
 * @prop {PerformanceView} viewState - serialisable: `{vital, percentile, page, device}`
 * @fires ops-ready - the first data are shown
 * @fires ops-state-change - `{state, previous}`
 * @fires ops-range-change - `{range}`
 * @fires ops-filter-change - `{filter}`: another vital, percentile, page or device
 * @fires ops-view-change - `{viewState}`
 * @fires ops-export - cancelable, `{format, text, fileName}`
 * @slot heading - instead of the heading
 * @slot actions - beside the panel's own controls
 * @slot empty - when nothing was measured
 * @slot error - when there are no data at all
 * @slot footer
 * @csspart base - the frame
 * @csspart header
 * @csspart title
 * @csspart status - state and age of the feed
 * @csspart toolbar
 * @csspart chart
 * @csspart table
 * @csspart footer
 * @csspart body
 * @cssprop --ops-surface - and `--ops-surface-2 --ops-fg --ops-fg-muted --ops-border --ops-accent --ops-radius`
 * @cssprop --ops-status-healthy - good; `-degraded`: needs improvement; `-unhealthy`: poor
 * @cssprop --ops-font - and `--ops-font-mono`
 * @cssState loading
 * @cssState live
 * @cssState paused
 * @cssState stale
 * @cssState disconnected
 * @cssState empty
 * @cssState error
 */
export class OpsPerformance extends OpsElement<PerformanceData, PerformanceView> {
  /** No list is in it; it is named for the bundler, which keeps what all elements reach in one chunk. */
  protected static readonly shared: unknown = ListPanel;
  static override styles: CSSResultGroup = [tokens, panelStyles, areasStyles, performanceStyles];
  override readonly topics: readonly Topic[] = ['performance'];
  readonly pace = 3000;
  override view: PerformanceView = { vital: 'LCP', percentile: 0.75, page: '', device: '', selected: '' };
  readonly #chart = new OnDemand(this, () => import('../shared/chart-define.ts'));
  readonly #onScreen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) this.#chart.order();
  });

  override defaultHeading(): string {
    return this.t('Performance');
  }

  override async load(api: RuntimeApi): Promise<PerformanceData> {
    const range = askedRange(this.range);
    const { performance } = api;
    const { vital, percentile, page, device } = this.view;
    const filter = { range, page: page || undefined, device: device || undefined };
    const [summary, vitals, series, p50, p95, p99, pages, resources, budgets, insights, memory] = await Promise.all([
      performance.getPerformanceSummary(range),
      performance.getCoreWebVitals(filter),
      performance.getSeries({ ...filter, metric: vital, percentile, points }),
      ...[0.5, 0.95, 0.99].map((share) => performance.getSeries({ range, metric: 'apiResponse', percentile: share, points })) as [Promise<Series>, Promise<Series>, Promise<Series>],
      performance.getPages(range),
      performance.getResourceReport(range),
      performance.getBudgets(),
      performance.getInsights(),
      performance.getMemoryReport(),
    ]);
    return { summary, vitals, series, api: [p50, p95, p99], pages, resources, budgets, insights, memory };
  }

  override exportRows({ summary, vitals, pages, resources, budgets, insights }: PerformanceData): readonly object[] {
    return [
      ...Object.entries(vitals).map(([name, vital]) => ({ kind: 'vital', name, value: vital?.value, count: vital?.count, rating: vital?.rating })),
      ...pages.map(({ page, views, pageLoad, score }) => ({ kind: 'page', name: page, value: pageLoad, count: views, rating: null, score })),
      ...summary.routes.map(({ route, p95, count, errorRate, p50, p99 }) => ({ kind: 'route', name: route, value: p95, count, rating: null, errorRate, p50, p99 })),
      ...resources.slowest.map(({ name, duration, count, bytes, cacheHitRate, failures }) => ({ kind: 'resource', name, value: duration, count, rating: null, bytes, cacheHitRate, failures })),
      ...resources.hosts.map(({ name, duration, count, bytes, cacheHitRate, failures }) => ({ kind: 'host', name, value: duration, count, rating: null, bytes, cacheHitRate, failures })),
      ...insights.scripts.map(({ name, total, count, worst }) => ({ kind: 'script', name, value: total, count, rating: null, worst })),
      ...budgets.map(({ name, value, count, status, limit }) => ({ kind: 'budget', name, value, count, rating: status, limit })),
    ];
  }

  override isEmpty({ summary }: PerformanceData): boolean {
    return summary.pageViews + summary.api.count + summary.longTasks.count === 0 && Object.keys(summary.vitals).length === 0;
  }

  protected override focusRow(): void {}

  controls(): unknown {
    return rangePicker(this, (range) => this.changeRange(range));
  }

  override renderPanel(data: PerformanceData): TemplateResult {
    const { t, language } = this;
    const { score, pageViews } = data.summary;
    if (this.isEmpty(data)) return html`<slot name="empty">${emptyTemplate(t('No data yet'), t('Nothing has been measured in this span.'))}</slot>`;
    return html`<div class="score">
        ${stateIcon(score === null ? 'UNKNOWN' : score >= 80 ? 'HEALTHY' : score >= 50 ? 'DEGRADED' : 'UNHEALTHY')}
        <b>${score === null ? '–' : formatNumber(language, score, { maximumFractionDigits: 0 })}</b>
        <span class="gap"><span class="strong">${t('User experience, of 100')}</span><br /><span class="mu small">${pageViews
          ? t('{n} page view|{n} page views', { n: formatCount(language, pageViews) })
          : nothing} <button type="button" class="link" @click=${this.toggleTools}>${t('How it is computed')}</button></span></span>
        <span class="picks" part="toolbar">${this.#pick(t('Page'), 'page', t('All pages'), data.pages.filter(({ views }) => views > 0).map(({ page }) => [page, page]))}${this.#pick(t('Device'), 'device', t('Any device'), devices.map((device) => [device, this.nameOf(device)]))}</span>
      </div>
      ${vitalTiles(this, data)}
      <div class="areas pairs">${vitalChart(this, data)}${apiChart(this, data)}${pageTable(this, data)}${routeArea(this, data)}${resourceArea(this, data)}${hostArea(this, data)}${scriptArea(this, data)}${interactionArea(this, data)}${budgetArea(this, data.budgets)}${pageArea(this, data)}</div>`;
  }

  #pick(label: string, key: 'page' | 'device', all: string, options: readonly (readonly [value: string, text: string])[]): TemplateResult {
    const chosen = this.view[key];
    // A page that has no views in this range stays chosen, and visibly so.
    const shown = chosen && !options.some(([value]) => value === chosen) ? [...options, [chosen, chosen] as const] : options;
    return html`<select aria-label=${label} @change=${(event: Event) => this.changeView({ [key]: (event.target as HTMLSelectElement).value })}>
      <option value="" ?selected=${!chosen}>${all}</option>${shown.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
    </select>`;
  }

  protected override updated(): void {
    super.updated();
    for (const chart of this.renderRoot.querySelectorAll('ops-trend-chart')) this.#onScreen.observe(chart);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#onScreen.disconnect();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ops-performance': OpsPerformance;
  }
}
