import { html, type CSSResultGroup, type TemplateResult } from 'lit';
import type { AlertStatistics } from '../../src/contract/alert.ts';
import type { ErrorGroup } from '../../src/contract/error-record.ts';
import type { HealthCheckView } from '../../src/contract/health.ts';
import type { Topic } from '../../src/contract/notices.ts';
import type { Budget } from '../../src/contract/performance.ts';
import type { RuntimeApi } from '../../src/contract/runtime-api.ts';
import { askedRange } from '../shared/asked-range.ts';
import { ListPanel } from '../shared/list-panel.ts';
import { budgetArea, rangePicker } from '../shared/areas.ts';
import { OnDemand } from '../shared/on-demand.ts';
import { OpsElement } from '../shared/ops-element.ts';
import { emptyTemplate } from '../shared/panel-template.ts';
import { panelStyles } from '../shared/panel.styles.ts';
import { tokens } from '../shared/tokens.ts';
import { alertArea, errorArea, healthArea, loudArea, tiles } from './metric-areas.ts';
import { areasStyles } from '../shared/areas.styles.ts';

export interface MetricsData {
  readonly statistics: AlertStatistics;
  readonly checks: readonly HealthCheckView[];
  readonly budgets: readonly Budget[];
  /** Those that were seen in the range. */
  readonly groups: readonly ErrorGroup[];
}

/** Groups that are asked for. */
const most = 2000;

/**
 * How operations fare: alerts by severity over time, how soon they are acknowledged and resolved, what was available and when it was
 * not, budgets, and what became of the errors.
 *
 * @element ops-metrics
 * @attr {string} [range=24h] - `15m 1h 6h 24h 7d 30d` or an ISO interval
 * @attr {boolean} [paused=false] - asks nothing until it is taken away
 * @attr {'auto'|'light'|'dark'} [theme=auto] - `auto` follows the page's `color-scheme`
 * @attr {'comfortable'|'compact'} [density=comfortable]
 * @attr {string} heading - default: `Operational metrics`
 * @attr {number} [heading-level=2]
 * @attr {number} [stale-after=30000] - ms without an answer until the data count as stale
 * @attr {string} time-zone - IANA name for absolute times; default: the browser's
 * @attr {'worker'} [source=worker] - where the data come from; the worker of the page is the only source
 * @attr {string} worker-url - starts the agent with this worker where the page has started none
 * @prop {OpsClient} client - default: the page's agent
 * @prop {Snapshot<MetricsData>} snapshot - data put in without a worker
 * @fires ops-ready - the first data are shown
 * @fires ops-state-change - `{state, previous}`
 * @fires ops-range-change - `{range}`
 * @fires ops-export - cancelable, `{format, text, fileName}`
 * @slot heading - instead of the heading
 * @slot actions - beside the panel's own controls
 * @slot error - when there are no data at all
 * @slot footer
 * @csspart base - the frame
 * @csspart header
 * @csspart title
 * @csspart status - state and age of the feed
 * @csspart toolbar
 * @csspart status-tiles - the numbers at the top
 * @csspart chart
 * @csspart footer
 * @csspart body
 * @cssprop --ops-surface - and `--ops-surface-2 --ops-fg --ops-fg-muted --ops-border --ops-accent --ops-radius`
 * @cssprop --ops-status-healthy - and `-degraded -unhealthy -unknown`
 * @cssprop --ops-severity-critical - and `-high -medium -low -info`
 * @cssprop --ops-font - and `--ops-font-mono`
 * @cssState loading
 * @cssState live
 * @cssState paused
 * @cssState stale
 * @cssState disconnected
 * @cssState empty
 * @cssState error
 */
export class OpsMetrics extends OpsElement<MetricsData, { readonly selected: string }> {
  /** No list is in it; it is named for the bundler, which keeps what all elements reach in one chunk. */
  protected static readonly shared: unknown = ListPanel;
  static override styles: CSSResultGroup = [tokens, panelStyles, areasStyles];
  // Health and errors change by the second: this panel looks at them with every question, which a quiet feed is asked too.
  override readonly topics: readonly Topic[] = ['alerts'];
  readonly pace = 3000;
  override view = { selected: '' };
  readonly #chart = new OnDemand(this, () => import('../shared/chart-define.ts'));
  readonly #onScreen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) this.#chart.order();
  });

  override defaultHeading(): string {
    return this.t('Operational metrics');
  }

  override async load(api: RuntimeApi): Promise<MetricsData> {
    const range = askedRange(this.range);
    const [statistics, checks, budgets, groups] = await Promise.all([
      api.alerts.getAlertStatistics(range),
      api.health.getAllHealthChecks(),
      api.performance.getBudgets(),
      api.errors.getErrorGroups({ range, limit: most }),
    ]);
    return { statistics, checks, budgets, groups };
  }

  override exportRows({ statistics, checks, budgets, groups }: MetricsData): readonly object[] {
    const row = (metric: string, value: unknown, sample: unknown): object => ({ metric, value, sample });
    const { total, mtta, mttr, suppressed, noise, byAlert } = statistics;
    return [
      row('alerts', total, null),
      row('alerts kept quiet', suppressed, null),
      row('share of alerts that told nothing worth knowing', noise.share, total),
      row('time to acknowledge, median ms', mtta?.median ?? null, mtta?.count ?? 0),
      row('time to resolve, median ms', mttr?.median ?? null, mttr?.count ?? 0),
      ...byAlert.map(({ alertId, count, open }) => row(`alerts of ${alertId}`, count, open)),
      ...checks.map((check) => row(`availability of ${check.id}, 24 h`, check.availability, null)),
      ...budgets.map((budget) => row(`budget ${budget.name}, ${budget.unit} of ${budget.limit}`, budget.value, budget.count)),
      ...(['unresolved', 'resolved', 'ignored'] as const).map((status) => row(`error groups ${status}`, groups.filter((group) => group.status === status).length, groups.length)),
    ];
  }

  override isEmpty({ statistics, checks, groups }: MetricsData): boolean {
    return statistics.total + checks.length + groups.length === 0;
  }

  protected override focusRow(): void {}

  controls(): unknown {
    return rangePicker(this, (range) => this.changeRange(range));
  }

  override renderPanel(data: MetricsData): TemplateResult {
    const { t } = this;
    return this.isEmpty(data)
      ? html`<slot name="empty">${emptyTemplate(t('No data yet'), t('Nothing has been measured in this span.'))}</slot>`
      : html`${tiles(this, data)}<div class="areas">${alertArea(this, data)}${loudArea(this, data)}${errorArea(this, data)}${budgetArea(this, data.budgets)}${healthArea(this, data)}</div>`;
  }

  protected override updated(): void {
    super.updated();
    const chart = this.renderRoot.querySelector('ops-trend-chart');
    if (chart) this.#onScreen.observe(chart);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#onScreen.disconnect();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ops-metrics': OpsMetrics;
  }
}
