import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import type { Topic } from '../../src/contract/notices.ts';
import type { CoreWebVitals, PerformanceSummary, ResourceSummary, VitalName } from '../../src/contract/performance.ts';
import type { RuntimeApi } from '../../src/contract/runtime-api.ts';
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
import { apiChart, pageArea, resourceArea, routeArea, vitalChart } from './performance-areas.ts';
import { performanceStyles } from './performance.styles.ts';
import { vitalTiles } from './vital-tiles.ts';

/** What was measured in a slice of the range. */
export interface PerformanceStep {
  readonly at: number;
  readonly vitals: CoreWebVitals;
  readonly api: PerformanceSummary['api'];
}

export interface PerformanceData {
  readonly summary: PerformanceSummary;
  /** Equal slices, oldest first. */
  readonly steps: readonly PerformanceStep[];
  readonly resources: readonly ResourceSummary[];
}

export interface PerformanceView {
  /** The one on the chart. */
  readonly vital: VitalName;
  readonly selected: string;
}

const stepCount = 24;
/** ms between two readings of the slices that are over: they hardly change any more. */
const pastEvery = 60_000;

/**
 * What the pages cost their users: a score, the vitals with their spread and their way over time, API calls by route, the slowest
 * resources, long tasks, memory, and the budgets.
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
 * @attr {string} worker-url - starts the agent with this worker where the page has started none
 * @prop {OpsClient} client - default: the page's agent
 * @prop {Snapshot<PerformanceData>} snapshot - data put in without a worker
 * @prop {PerformanceView} viewState - serialisable: `{vital}`
 * @fires ops-ready - the first data are shown
 * @fires ops-state-change - `{state, previous}`
 * @fires ops-range-change - `{range}`
 * @fires ops-filter-change - `{filter}`: another vital
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
  override view: PerformanceView = { vital: 'LCP', selected: '' };
  readonly #chart = new OnDemand(this, () => import('../shared/chart-define.ts'));
  readonly #onScreen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) this.#chart.order();
  });
  #past: { readonly key: string; readonly at: number; readonly steps: readonly PerformanceStep[] } | undefined;

  override defaultHeading(): string {
    return this.t('Performance');
  }

  override async load(api: RuntimeApi): Promise<PerformanceData> {
    const range = this.asked;
    const [summary, resources] = await Promise.all([api.performance.getPerformanceSummary(range), api.performance.getResourceMetrics()]);
    return { summary, resources, steps: await this.#steps(api, summary.range) };
  }

  /** The running slice each time, those before it now and then. */
  async #steps(api: RuntimeApi, { from, to }: PerformanceSummary['range']): Promise<readonly PerformanceStep[]> {
    const width = (to - from) / stepCount;
    const read = async (at: number): Promise<PerformanceStep> => {
      const { vitals, api: calls } = await api.performance.getPerformanceSummary({ from: at, to: at + width });
      return { at, vitals, api: calls };
    };
    const starts = Array.from({ length: stepCount }, (_, index) => from + index * width);
    const known = this.#past;
    if (known?.key === this.range && Date.now() - known.at < pastEvery) return [...known.steps, await read(known.steps.at(-1)!.at + width)];
    const steps = await Promise.all(starts.map(read));
    this.#past = { key: this.range, at: Date.now(), steps: steps.slice(0, -1) };
    return steps;
  }

  override exportRows({ summary, resources }: PerformanceData): readonly object[] {
    return [
      ...Object.entries(summary.vitals).map(([name, vital]) => ({ kind: 'vital', name, value: vital?.value, count: vital?.count, rating: vital?.rating })),
      ...summary.routes.map(({ route, p95, count, errorRate, p50, p99 }) => ({ kind: 'route', name: route, value: p95, count, rating: null, errorRate, p50, p99 })),
      ...resources.map(({ name, duration, count, bytes, cacheHitRate, failures }) => ({ kind: 'resource', name, value: duration, count, rating: null, bytes, cacheHitRate, failures })),
      ...summary.budgets.map(({ name, value, count, status, limit }) => ({ kind: 'budget', name, value, count, rating: status, limit })),
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
    const { score, budgets, pageViews } = data.summary;
    if (this.isEmpty(data)) return html`<slot name="empty">${emptyTemplate(t('No data yet'), t('Nothing has been measured in this span.'))}</slot>`;
    return html`<div class="score">
        ${stateIcon(score === null ? 'UNKNOWN' : score >= 80 ? 'HEALTHY' : score >= 50 ? 'DEGRADED' : 'UNHEALTHY')}
        <b>${score === null ? '–' : formatNumber(language, score, { maximumFractionDigits: 0 })}</b>
        <span class="gap"><span class="strong">${t('User experience, of 100')}</span><br /><span class="mu small">${pageViews
          ? t('{n} page view|{n} page views', { n: formatCount(language, pageViews) })
          : nothing}</span></span>
      </div>
      ${vitalTiles(this, data)}
      <div class="areas pairs">${vitalChart(this, data)}${apiChart(this, data)}${routeArea(this, data)}${resourceArea(this, data)}${budgetArea(this, budgets)}${pageArea(this, data)}</div>`;
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
