import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorGroup, ErrorGroupDetail, ErrorStats } from '../../src/contract/error-record.ts';
import type { Topic } from '../../src/contract/notices.ts';
import type { RuntimeApi } from '../../src/contract/runtime-api.ts';
import { relativeRanges } from '../../src/contract/time-range.ts';
import { askedRange } from '../shared/asked-range.ts';
import type { Phrase } from '../shared/dictionary.ts';
import { glyphs } from '../shared/icon.ts';
import { ListPanel, type Column } from '../shared/list-panel.ts';
import { OnDemand } from '../shared/on-demand.ts';
import { emptyTemplate } from '../shared/panel-template.ts';
import { categoryBars } from './category-bars.ts';
import { groupLimit, groupQuery, shownGroups, unfiltered, type ErrorsView } from './group-list.ts';
import { groupCells, groupMarks } from './group-cells.ts';

export interface ErrorsData {
  readonly groups: readonly ErrorGroup[];
  readonly stats: ErrorStats;
  /** By signature; of the group whose detail is open. */
  readonly details?: Readonly<Record<string, ErrorGroupDetail>> | undefined;
}

const statuses = ['unresolved', 'resolved', 'ignored', 'all'] as const;
const sortNames = [
  ['last', 'Last seen'],
  ['first', 'First seen'],
  ['events', 'Most events'],
  ['users', 'Most users'],
  ['severity', 'Most severe'],
] as const satisfies readonly (readonly [ErrorsView['sort'], Phrase])[];
const columns: readonly Column[] = [
  ['issue', 'Issue'],
  ['trend', 'Trend, 24 h'],
  ['events', 'Events', 'num'],
  ['sessions', 'Sessions', 'num x'],
  ['users', 'Users', 'num'],
  ['first', 'First seen', 'num x'],
  ['last', 'Last seen', 'num'],
];

/**
 * What goes wrong, grouped: how often, for whom, since when; and for each group the stack, the causes, what came before and the
 * surroundings.
 *
 * @element ops-errors
 * @attr {string} [range=24h] - `15m 1h 6h 24h 7d 30d` or an ISO interval
 * @attr {boolean} [paused=false] - asks nothing until it is taken away
 * @attr {'auto'|'light'|'dark'} [theme=auto] - `auto` follows the page's `color-scheme`
 * @attr {'comfortable'|'compact'} [density=comfortable]
 * @attr {string} heading - default: `Errors`
 * @attr {number} [heading-level=2]
 * @attr {number} [stale-after=30000] - ms without an answer until the data count as stale
 * @attr {string} time-zone - IANA name for absolute times; default: the browser's
 * @attr {'worker'} [source=worker] - where the data come from; the worker of the page is the only source
 * @attr {string} worker-url - starts the agent with this worker where the page has started none
 * @attr {string} [user-id=operator] - who resolves and ignores
 * @prop {OpsClient} client - default: the page's agent
 * @prop {Snapshot<ErrorsData>} snapshot - data put in without a worker; no actions then
 * @prop {ErrorsView} viewState - serialisable: `{text, status, category, severity, page, browser, release, sort, selected}`
 * @fires ops-ready - the first data are shown
 * @fires ops-state-change - `{state, previous}`
 * @fires ops-range-change - `{range}`
 * @fires ops-filter-change - `{filter}`
 * @fires ops-select - cancelable, `{id, item}`; `id` is empty when the detail closes
 * @fires ops-export - cancelable, `{format, text, fileName}`
 * @fires ops-view-change - `{viewState}`
 * @slot heading - instead of the heading
 * @slot actions - beside the panel's own controls
 * @slot empty - when there are no errors
 * @slot error - when there are no data at all
 * @slot footer
 * @csspart base - the frame
 * @csspart header
 * @csspart title
 * @csspart status - state and age of the feed
 * @csspart toolbar
 * @csspart search
 * @csspart chart - the events over the range (600 px and wider), and the category bars
 * @csspart footer
 * @csspart body
 * @csspart table
 * @csspart row
 * @csspart cell
 * @csspart detail
 * @cssprop --ops-surface - and `--ops-surface-2 --ops-fg --ops-fg-muted --ops-border --ops-accent --ops-radius`
 * @cssprop --ops-severity-critical - and `-high -medium -low -info`
 * @cssprop --ops-row-height
 * @cssprop --ops-list-height - longest a list grows before it scrolls, 640px
 * @cssprop --ops-font - and `--ops-font-mono`
 * @cssState loading
 * @cssState live
 * @cssState paused
 * @cssState stale
 * @cssState disconnected
 * @cssState empty
 * @cssState error
 */
export class OpsErrors extends ListPanel<ErrorsData, ErrorsView, ErrorGroup> {
  override readonly topics: readonly Topic[] = ['errors'];
  override view: ErrorsView = { ...unfiltered, status: 'unresolved', sort: 'last', selected: '' };
  readonly #chart = new OnDemand(this, () => import('../shared/chart-define.ts'));
  readonly #onScreen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) this.#chart.order();
  });
  #where = false;
  /** The form that asks for how long is open. */
  ignoring = false;
  /** Which of the newest events the detail shows. */
  eventIndex = 0;

  override defaultHeading(): string {
    return this.t('Errors');
  }

  override idOf(group: ErrorGroup): string {
    return group.signature;
  }

  override async load(api: RuntimeApi): Promise<ErrorsData> {
    const { selected } = this.view;
    const range = askedRange(this.range);
    const [groups, stats, detail] = await Promise.all([
      api.errors.getErrorGroups({ ...groupQuery(this.view), range }),
      api.errors.getErrorStats(range),
      selected ? api.errors.getErrorGroup(selected) : null,
    ]);
    return { groups, stats, details: detail ? { [selected]: detail } : {} };
  }

  protected override arrived(groups: readonly ErrorGroup[]): void {
    const n = groups.filter((group) => group.isNew).length;
    if (n && !this.view.text) this.announce(this.t('{n} new error group|{n} new error groups', { n }));
  }

  override items({ groups, details }: ErrorsData): readonly ErrorGroup[] {
    // A group that is open stays open when the filter no longer finds it.
    const open = details?.[this.view.selected];
    return open && !groups.some((group) => group.signature === open.signature) ? [...groups, open] : groups;
  }

  override shown(): readonly ErrorGroup[] {
    return shownGroups(this.changed(this.live.data?.groups ?? []), this.view);
  }

  override renderPanel(data: ErrorsData): TemplateResult {
    const { view, t, selectedItem } = this;
    const rows = this.shown();
    return html`${this.#toolbar()} ${data.stats.total > 0
      ? html`<ops-trend-chart part="chart" .host=${this} .name=${t('Events')} .points=${data.stats.trend}></ops-trend-chart>${categoryBars(this, data)}${this.#where ? this.details.part?.errorFacets(this, data.stats) : nothing}`
      : nothing}
      ${this.split(
        rows.length === 0 ? this.#nothing(data) : this.grid('groups', columns, rows),
        selectedItem?.title ?? '',
        selectedItem && this.details.part?.errorDetail(this, selectedItem, data.details?.[view.selected]),
      )}
      <div class="foot mu small">
        <span>${t('{n} group|{n} groups', { n: rows.length })} · ${t('{n} event|{n} events', { n: data.stats.total })}</span>
        ${data.groups.length >= groupLimit && !this.snapshot
            ? html`<span>${t('The newest {n} are shown; search for more.', { n: groupLimit })}</span>`
            : nothing}
      </div>`;
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

  readonly #toggleWhere = (): void => {
    this.#where = !this.#where;
    this.requestUpdate();
  };

  #toolbar(): TemplateResult {
    const { view, t } = this;
    const ranges = this.range in relativeRanges ? Object.keys(relativeRanges) : [...Object.keys(relativeRanges), this.range];
    return this.toolbar(
      html`<input type="search" part="search" placeholder=${t('Search errors ( / )')} aria-label=${t('Search')} .value=${view.text} @input=${this.#search}
        @keydown=${this.#leaveSearch} />`,
      this.filterButton(),
      this.segments(statuses, view.status, this.nameOf, (status) => this.changeView({ status }), 'more'),
      view.page || view.browser || view.release ? this.details.part?.facetChips(this) : nothing,
      html`<button type="button" class="b more" aria-expanded=${this.#where} @click=${this.#toggleWhere}>${t('Where')}</button>`,
      this.severityPicker(),
      this.picker('Sort', 'sort', sortNames),
      this.selectTemplate('Range', this.range, ranges.map((span) => [span, t('Last {span}', { span })] as const), (range) => this.changeRange(range), 'more own'),
    );
  }

  #nothing(data: ErrorsData): TemplateResult {
    const { view, t } = this;
    const filtered = Object.entries(unfiltered).some(([key, all]) => view[key as keyof typeof unfiltered] !== all && (key !== 'status' || data.stats.total > 0));
    if (!filtered) return html`<slot name="empty">${emptyTemplate(t('No errors'), t('Nothing has gone wrong in this span.'), glyphs.check)}</slot>`;
    return this.noMatch(unfiltered);
  }

  override rowStyle(group: ErrorGroup): string {
    return group.status;
  }

  override cells(group: ErrorGroup): Readonly<Record<string, unknown>> {
    return groupCells(this, group);
  }

  marks(group: ErrorGroup): unknown {
    return groupMarks(this, group);
  }

  override open(signature: string): void {
    this.eventIndex = 0;
    this.ignoring = false;
    super.open(signature);
  }

  readonly #search = (event: Event): void => this.changeView({ text: (event.target as HTMLInputElement).value });

  readonly #leaveSearch = (event: KeyboardEvent): void => {
    const first = this.shown()[0];
    if (!first || (event.key !== 'ArrowDown' && event.key !== 'Enter')) return;
    event.preventDefault();
    this.focusRow(first.signature);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ops-errors': OpsErrors;
  }
}
