import { html, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import type { Incident } from '../../src/contract/alert.ts';
import type { ErrorGroup, ErrorStats } from '../../src/contract/error-record.ts';
import type { SystemStatus } from '../../src/contract/health.ts';
import type { Topic } from '../../src/contract/notices.ts';
import type { Budget } from '../../src/contract/performance.ts';
import type { RuntimeApi } from '../../src/contract/runtime-api.ts';
import { relativeRanges } from '../../src/contract/time-range.ts';
import { askedRange } from '../shared/asked-range.ts';
import { ListPanel } from '../shared/list-panel.ts';
import { OnDemand } from '../shared/on-demand.ts';
import { OpsElement } from '../shared/ops-element.ts';
import { panelStyles } from '../shared/panel.styles.ts';
import { stateIcon } from '../shared/state-icon.ts';
import { tokens } from '../shared/tokens.ts';
import { dashboardStyles } from './dashboard.styles.ts';
import { standings, type PanelName } from './summary.ts';

export interface DashboardData {
  readonly status: SystemStatus;
  readonly incidents: readonly Incident[];
  readonly stats: ErrorStats;
  readonly groups: readonly ErrorGroup[];
  readonly budgets: readonly Budget[];
}

/** What a panel of ours takes over from its dashboard. */
const shared = ['range', 'paused', 'theme', 'density', 'timeZone', 'userId', 'source', 'client'] as const;

/**
 * Everything on one page: how each part stands, the worst first, then its panel. One range and one pause for all. Children of its own
 * stand in the place of the panels, e.g. a choice of them.
 *
 * @element ops-dashboard
 * @attr {string} [range=24h] - of all panels: `15m 1h 6h 24h 7d 30d` or an ISO interval
 * @attr {boolean} [paused=false] - all panels ask nothing until it is taken away
 * @attr {'auto'|'light'|'dark'} [theme=auto] - `auto` follows the page's `color-scheme`
 * @attr {'comfortable'|'compact'} [density=comfortable]
 * @attr {string} heading - default: `Operations`
 * @attr {number} [heading-level=2] - the panels' is one more
 * @attr {number} [stale-after=30000] - ms without an answer until the data count as stale
 * @attr {string} time-zone - IANA name for absolute times; default: the browser's
 * @attr {'worker'} [source=worker] - where the data come from; the worker of the page is the only source
 * @attr {string} worker-url - starts the agent with this worker where the page has started none
 * @attr {string} [user-id=operator] - who acts
 * @prop {OpsClient} client - of all panels; default: the page's agent
 * @prop {Snapshot<DashboardData>} snapshot - of the summary, without a worker; the panels have their own
 * @fires ops-ready - the first summary is shown
 * @fires ops-state-change - `{state, previous}`; also those of the panels, as all their events
 * @fires ops-range-change - `{range}`
 * @fires ops-filter-change - of a panel
 * @fires ops-select - of a panel
 * @fires ops-view-change - of a panel
 * @fires ops-export - cancelable, `{format, text, fileName}`
 * @slot - instead of the panels: what is put here takes over range, pause, theme and density
 * @slot heading - instead of the heading
 * @slot actions - beside the dashboard's own controls
 * @slot error - when there are no data at all
 * @slot footer
 * @csspart base - the frame
 * @csspart header
 * @csspart title
 * @csspart status - state and age of the summary
 * @csspart toolbar
 * @csspart footer
 * @csspart body
 * @csspart panels
 * @cssprop --ops-surface - and `--ops-surface-2 --ops-fg --ops-fg-muted --ops-border --ops-accent --ops-radius`
 * @cssprop --ops-font - and `--ops-font-mono`
 * @cssState loading
 * @cssState live
 * @cssState paused
 * @cssState stale
 * @cssState disconnected
 * @cssState empty
 * @cssState error
 */
export class OpsDashboard extends OpsElement<DashboardData, { readonly selected: string }> {
  /** No list is in it; it is named for the bundler, which keeps what all elements reach in one chunk. */
  protected static readonly shared: unknown = ListPanel;
  static override styles: CSSResultGroup = [tokens, panelStyles, dashboardStyles];
  override readonly topics: readonly Topic[] = ['health', 'alerts', 'errors'];
  override view = { selected: '' };
  readonly #panels = new OnDemand(this, () =>
    Promise.all([import('../ops-health/define.ts'), import('../ops-alerts/define.ts'), import('../ops-performance/define.ts'), import('../ops-errors/define.ts'), import('../ops-metrics/define.ts')]));

  override defaultHeading(): string {
    return this.t('Operations');
  }

  override async load(api: RuntimeApi): Promise<DashboardData> {
    const range = askedRange(this.range);
    const [status, incidents, stats, groups, budgets] = await Promise.all([
      api.health.getSystemStatus(),
      api.alerts.getActiveAlerts(),
      api.errors.getErrorStats(range),
      api.errors.getErrorGroups({ range, status: 'unresolved' }),
      api.performance.getBudgets(),
    ]);
    return { status, incidents, stats, groups, budgets };
  }

  override exportRows(data: DashboardData): readonly object[] {
    return standings(data, this.live.fresh).map(({ panel, state, says: [key, values] }) => ({ panel, state, says: this.t(key, values) }));
  }

  override isEmpty(): boolean {
    return false;
  }

  protected override focusRow(): void {}

  controls(): unknown {
    const ranges = this.range in relativeRanges ? Object.keys(relativeRanges) : [...Object.keys(relativeRanges), this.range];
    return html`<div class="seg" part="toolbar" role="group" aria-label=${this.t('Range')}>${ranges.map((span) => html`<button type="button" aria-pressed=${span === this.range}
      @click=${() => this.changeRange(span)}>${span.includes('/') ? this.t('Other') : span}</button>`)}</div>`;
  }

  override renderPanel(data: DashboardData): TemplateResult {
    const { t } = this;
    return html`<div class="summary" role="group" aria-label=${t('Status')}>
        ${standings(data, this.live.fresh).map(({ panel, title, state, says: [key, values] }) => html`<button type="button" class="s-${state.toLowerCase()}" data-panel=${panel} @click=${() => this.#show(panel)}>
          ${stateIcon(state)}<strong>${t(title)}</strong><span class="sr">${this.nameOf(state)}</span><span class="mu">${t(key, values)}</span>
        </button>`)}
      </div>
      <div class="panels" part="panels"><slot @slotchange=${this.#handDown}>${this.#own()}</slot></div>`;
  }

  /** Loaded when they are first needed: who puts in panels of their own does not pay for these. */
  #own(): unknown {
    if (this.childElementCount > 0 || this.snapshot) return [];
    const level = this.headingLevel + 1;
    return this.#panels.part && html`<ops-health heading-level=${level}></ops-health>
      <ops-alerts heading-level=${level}></ops-alerts>
      <ops-performance class="wide" heading-level=${level}></ops-performance>
      <ops-errors class="wide" heading-level=${level} heading=${this.t('Error analysis')}></ops-errors>
      <ops-metrics class="wide" heading-level=${level}></ops-metrics>`;
  }

  /** Every panel, own or put in. */
  #all(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.panels > slot > *'), ...this.children].filter((child): child is HTMLElement => child.localName.startsWith('ops-'));
  }

  readonly #handDown = (): void => {
    const values = Object.fromEntries(shared.flatMap((name) => (this[name] === undefined ? [] : [[name, this[name]]])));
    for (const panel of this.#all()) Object.assign(panel, values);
  };

  #show(name: PanelName): void {
    const panel = this.#all().find(({ localName }) => localName === `ops-${name}`);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    panel?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
    const inside = [...(panel?.shadowRoot?.querySelectorAll<HTMLElement>('.row[tabindex="0"], select, button') ?? [])].filter((each) => each.offsetHeight > 0);
    (inside.find((each) => each.matches('.row')) ?? inside[0])?.focus({ preventScroll: true });
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    // A range chosen in a panel is that of all: it would be strange to read two spans side by side.
    this.renderRoot.addEventListener('ops-range-change', (event) => {
      const { target, detail } = event as CustomEvent<{ range: string }>;
      if (target !== this) this.range = detail.range;
    });
  }

  protected override updated(): void {
    super.updated();
    this.#handDown();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ops-dashboard': OpsDashboard;
  }
}
