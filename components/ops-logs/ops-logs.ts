import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { logLevels, type LogEntry, type RequestTrail } from '../../src/contract/log-entry.ts';
import type { Topic } from '../../src/contract/notices.ts';
import type { RuntimeApi } from '../../src/contract/runtime-api.ts';
import { relativeRanges } from '../../src/contract/time-range.ts';
import { askedRange } from '../shared/asked-range.ts';
import type { Phrase } from '../shared/dictionary.ts';
import { glyphs, icon } from '../shared/icon.ts';
import { ListPanel, type Column } from '../shared/list-panel.ts';
import { formatCount } from '../shared/number-format.ts';
import { emptyTemplate } from '../shared/panel-template.ts';
import { RowWindowController } from '../shared/row-window-controller.ts';
import { joinTail } from './log-tail.ts';
import { logCells } from './log-cells.ts';
import { LogFollower } from './log-follower.ts';
import { logQuery, shownEntries, type LogsView } from './log-view.ts';
import { readEverything } from './read-everything.ts';
import { logsStyles } from './logs.styles.ts';

export interface LogsData {
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
  /** Of the request of the entry whose detail is open. */
  readonly request?: RequestTrail | undefined;
}

/** Entries asked for at once. */
const page = 1000;
/** ms that answers overlap: tabs hand over what they wrote a moment later. */
const overlap = 1000;

const columns: readonly Column[] = [
  ['time', 'Time'],
  ['level', 'Level', 'st'],
  ['source', 'Source'],
  ['message', 'Message'],
];

/**
 * What was logged, as it comes: a live tail that stops following when one scrolls up and says how many have come since; search, level,
 * and all entries of one request; each entry with its context.
 *
 * @element ops-logs
 * @attr {string} [range=24h] - `15m 1h 6h 24h 7d 30d` or an ISO interval
 * @attr {boolean} [paused=false] - asks nothing until it is taken away
 * @attr {'auto'|'light'|'dark'} [theme=auto] - `auto` follows the page's `color-scheme`
 * @attr {'comfortable'|'compact'} [density=comfortable]
 * @attr {string} heading - default: `Logs`
 * @attr {number} [heading-level=2]
 * @attr {number} [stale-after=30000] - ms without an answer until the data count as stale
 * @attr {string} time-zone - IANA name for absolute times; default: the browser's
 * @attr {'worker'} [source=worker] - where the data come from; the worker of the page is the only source
 * @attr {string} worker-url - starts the agent with this worker where the page has started none
 * @prop {OpsClient} client - default: the page's agent
 * @prop {Snapshot<LogsData>} snapshot - data put in without a worker
 * @prop {LogsView} viewState - serialisable: `{text, level, correlationId, selected}`
 * @fires ops-ready - the first data are shown
 * @fires ops-state-change - `{state, previous}`
 * @fires ops-range-change - `{range}`
 * @fires ops-filter-change - `{filter}`
 * @fires ops-select - cancelable, `{id, item}`; `id` is empty when the detail closes
 * @fires ops-export - cancelable, `{format, text, fileName}`
 * @fires ops-view-change - `{viewState}`
 * @slot heading - instead of the heading
 * @slot actions - beside the panel's own controls
 * @slot empty - when nothing was logged
 * @slot error - when there are no data at all
 * @slot footer
 * @csspart base - the frame
 * @csspart header
 * @csspart title
 * @csspart status - state and age of the feed
 * @csspart toolbar
 * @csspart search
 * @csspart footer
 * @csspart body
 * @csspart table
 * @csspart row
 * @csspart cell
 * @csspart detail
 * @cssprop --ops-surface - and `--ops-surface-2 --ops-fg --ops-fg-muted --ops-border --ops-accent --ops-radius`
 * @cssprop --ops-status-unhealthy - the colour of errors; `--ops-status-degraded`: of warnings
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
export class OpsLogs extends ListPanel<LogsData, LogsView, LogEntry> {
  static override styles: CSSResultGroup = [ListPanel.styles, logsStyles];
  override readonly topics: readonly Topic[] = ['logs'];
  protected override readonly windowed = { RowWindowController };
  override view: LogsView = { text: '', level: '', correlationId: '', selected: '' };
  /** What the entries that are here were asked by. */
  #asked = '';
  readonly #tail = new LogFollower(this, page);

  override defaultHeading(): string {
    return this.t('Logs');
  }

  override idOf(entry: LogEntry): string {
    return entry.id;
  }

  override async load(api: RuntimeApi): Promise<LogsData> {
    const query = logQuery(this.view);
    const asked = askedRange(this.range);
    const span = this.#span();
    const key = JSON.stringify([query, asked]);
    const known = key === this.#asked ? (this.live.data?.entries ?? []) : [];
    const from = Math.max(span.from, (known.at(-1)?.timestamp ?? 0) - overlap);
    const answer = await api.logs.query({ ...query, from, to: span.to, limit: page });
    if (key !== this.#asked) {
      this.#asked = key;
      this.#tail.oldest = answer.length < page;
      this.#tail.follow();
    }
    const entries = joinTail(known, answer, page);
    const id = entries.find((entry) => entry.id === this.view.selected)?.correlationId;
    return { entries, request: id ? await api.logs.getRequest(id) : undefined };
  }

  #span(): { readonly from: number; readonly to: number | undefined } {
    const asked = askedRange(this.range);
    return typeof asked === 'object' ? asked : { from: Date.now() - (typeof asked === 'number' ? asked : relativeRanges[asked]), to: undefined };
  }

  /** All that the filters and the range let through, newest first, not only what is in the list. */
  async everything(): Promise<readonly object[]> {
    const { client } = this.live;
    if (!client || this.snapshot) return this.shown();
    return readEverything(client.api.logs, { ...logQuery(this.view), ...this.#span() });
  }

  override items({ entries }: LogsData): readonly LogEntry[] {
    return entries;
  }

  override shown(): readonly LogEntry[] {
    return shownEntries(this.#tail.held ?? this.newest(), this.view);
  }

  /** Which of ten thousand are new is worth finding out only while somebody is told how many wait. */
  override dataChanged(data: LogsData, previous: LogsData | undefined): void {
    if (this.#tail.held) super.dataChanged(data, previous);
  }

  protected override arrived(entries: readonly LogEntry[]): void {
    this.#tail.arrived(entries.length);
  }

  newest(): readonly LogEntry[] {
    return this.live.data?.entries ?? [];
  }

  /** The end of the list is in sight, whatever comes. */
  get atEnd(): boolean {
    return !this.#tail.held;
  }

  olderThan(first: LogEntry): Promise<readonly LogEntry[]> | null {
    const { client } = this.live;
    return client && !this.snapshot ? client.api.logs.query({ ...logQuery(this.view), to: first.timestamp + 1, limit: page }) : null;
  }

  override renderPanel(): TemplateResult {
    const { t, language, selectedItem: entry } = this;
    const { held, waiting, oldest, follow, toggle } = this.#tail;
    const rows = this.shown();
    return html`${this.#toolbar()}
      ${this.split(
        html`${rows.length === 0 ? this.#nothing() : this.grid('logs', columns, rows)}
          ${held
            ? html`<div class="tail"><button type="button" class="b" @click=${follow}>${waiting
                ? t('{n} new, resume|{n} new, resume', { n: formatCount(language, waiting) })
                : t('Resume')}</button></div>`
            : nothing}`,
        entry?.message ?? '',
        entry && this.details.part?.logDetail(this, entry, this.live.data?.request, () => this.changeView({ correlationId: entry.correlationId ?? '', text: '', level: '' })),
      )}
      <div class="foot mu small">
        <span>${t('{n} entry|{n} entries', { n: formatCount(language, rows.length) })}</span>
        <button type="button" class="ib follow" aria-pressed=${!held} @click=${toggle}>${icon(held ? glyphs.waiting : glyphs.check)}${t('Follow')}</button>
        ${oldest || this.snapshot ? nothing : html`<span>${t('Scroll up for older entries.')}</span>`}
      </div>`;
  }

  protected override updated(): void {
    super.updated();
    this.#tail.place();
  }

  #toolbar(): TemplateResult {
    const { view, t } = this;
    const ranges = this.range in relativeRanges ? Object.keys(relativeRanges) : [...Object.keys(relativeRanges), this.range];
    const levels = logLevels.map((level, index) => [level, (index ? `${level} and worse` : 'Errors only') as Phrase] as const);
    return this.toolbar(
      html`<input type="search" part="search" placeholder=${t('Search logs ( / )')} aria-label=${t('Search')} .value=${view.text} @input=${this.#search} />`,
      this.filterButton(),
      view.correlationId ? this.details.part?.filterChips(this, [[t('Request'), view.correlationId, () => this.changeView({ correlationId: '' })]]) : nothing,
      this.picker('Level', 'level', [['', 'Any level'], ...levels]),
      this.selectTemplate('Range', this.range, ranges.map((span) => [span, t('Last {span}', { span })] as const), (range) => this.changeRange(range), 'more own'),
    );
  }

  #nothing(): TemplateResult {
    const { view, t } = this;
    return view.text || view.level || view.correlationId
      ? this.noMatch({ text: '', level: '', correlationId: '' })
      : html`<slot name="empty">${emptyTemplate(t('No logs'), t('Nothing was logged in this span.'), glyphs.check)}</slot>`;
  }

  override rowStyle(entry: LogEntry): string {
    return entry.level;
  }

  override cells(entry: LogEntry): Readonly<Record<string, unknown>> {
    return logCells(this, entry);
  }

  readonly #search = (event: Event): void => this.changeView({ text: (event.target as HTMLInputElement).value });
}

declare global {
  interface HTMLElementTagNameMap {
    'ops-logs': OpsLogs;
  }
}
