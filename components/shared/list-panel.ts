import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { severities } from '../../src/contract/severity.ts';
import { askedRange } from './asked-range.ts';
import { availabilityWindow } from './availability-window.ts';
import type { Phrase } from './dictionary.ts';
import { heartbeatBars } from './heartbeat-bars.ts';
import { glyphs } from './icon.ts';
import { listStyles } from './list.styles.ts';
import { ListNavigation } from './list-navigation.ts';
import { OpsElement } from './ops-element.ts';
import { OnDemand } from './on-demand.ts';
import { sparkline } from './sparkline.ts';
import { stateIcon } from './state-icon.ts';
import { defineElement } from './define-element.ts';
import { emptyTemplate, iconButton } from './panel-template.ts';
import { panelStyles } from './panel.styles.ts';
import { tokens } from './tokens.ts';
import type { RowWindowController } from './row-window-controller.ts';

/** Lists up to this length are drawn whole. */
const wholeUpTo = 200;

/** `style`: classes of head and cells, e.g. `num`. */
export type Column = readonly [key: string, name: Phrase, style?: string];
export type RowGroup<Item> = readonly [name: string, members: readonly Item[]];

/**
 * A panel around a list of rows that open a detail. A subclass says what its items are, in which order they are shown, and what
 * stands in the cells; the grid, its keys, the window over long lists, selection and optimistic changes are here.
 */
export abstract class ListPanel<Data, View extends { readonly selected: string }, Item extends object> extends OpsElement<Data, View> {
  static override styles: CSSResultGroup = [tokens, panelStyles, listStyles];
  /**
   * What some panels use and others do not. A bundler splits by who reaches what; what all reach is one chunk, and small chunks compress
   * badly. The parts that are loaded on demand export this class for the same reason.
   */
  protected static readonly shared: readonly unknown[] = [askedRange, availabilityWindow, defineElement, heartbeatBars, sparkline, stateIcon];

  /** What was ordered and is not answered yet, laid over the data, by item; taken off again when it fails. */
  readonly pending = new Map<string, (item: Item) => Item>();
  protected readonly details = new OnDemand(this, () => import('../details/details.ts'));
  /** Of a panel that nearly always needs it; the others load it with their tools. */
  protected declare readonly windowed?: { readonly RowWindowController: typeof RowWindowController };
  #window: RowWindowController | undefined;
  readonly #list = new ListNavigation(this, {
    keys: () => this.shown().map((item) => this.idOf(item)),
    open: (id) => this.open(id),
    close: () => this.closeDetail(),
    reveal: (index) => this.#window?.reveal(index),
    toggle: (id) => {
      this.toggleRow?.(id);
      return !!this.toggleRow;
    },
  });
  #allFilters = false;
  /** The user opened a detail that is not on the screen yet. */
  #entering = false;

  abstract idOf(item: Item): string;
  /** Everything that can be opened. */
  abstract items(data: Data): readonly Item[];
  /** The rows, filtered and in order. */
  abstract shown(): readonly Item[];
  /** What stands in the cells, by column. */
  abstract cells(item: Item): Readonly<Record<string, unknown>>;
  /** Classes of a row. */
  rowStyle(_item: Item): string {
    return '';
  }
  /** Space or x on a row, where rows can be selected. */
  toggleRow?(id: string): void;

  /** There is a runtime to order something from. */
  get canAct(): boolean {
    return this.live.client !== undefined && !this.snapshot;
  }

  /** The item whose detail is open, as the user left it. */
  get selectedItem(): Item | undefined {
    const { data } = this.live;
    const found = data && this.items(data).find((item) => this.idOf(item) === this.view.selected);
    return found && this.#laidOver(found);
  }

  override isEmpty(data: Data): boolean {
    return this.items(data).length === 0;
  }

  override exportRows(): readonly object[] {
    return this.shown();
  }

  /** What came with an answer that was not in the one before. */
  protected arrived?(items: readonly Item[]): void;

  override dataChanged(data: Data, previous: Data | undefined): void {
    if (!previous) return;
    const before = new Set(this.items(previous).map((item) => this.idOf(item)));
    this.arrived?.(this.items(data).filter((item) => !before.has(this.idOf(item))));
  }

  open(id: string): void {
    this.#list.mark(id);
    this.select(id, this.items(this.live.data as Data).find((item) => this.idOf(item) === id));
  }

  override select(id: string, item: unknown): void {
    if (id === this.view.selected || !this.emit('ops-select', { id, item }, true)) return;
    const before = this.view.selected;
    this.changeView({ selected: id } as Partial<View>, false);
    this.#entering = id !== '';
    if (!id) this.focusRow(before);
  }

  protected override updated(): void {
    super.updated();
    const detail = this.#entering && this.renderRoot.querySelector<HTMLElement>('.detail');
    if (detail) detail.focus();
    this.#entering &&= !detail;
  }

  readonly closeDetail = (): void => this.select('', null);

  protected override focusRow(id: string): void {
    this.#list.focus(id);
  }

  protected changed(items: readonly Item[]): readonly Item[] {
    return items.map((item) => this.#laidOver(item));
  }

  #laidOver(item: Item): Item {
    return this.pending.get(this.idOf(item))?.(item) ?? item;
  }

  /** List and, when one is open and its part is loaded, the detail. */
  protected split(list: unknown, label: string, detail: unknown): TemplateResult {
    return html`<div class="split ${detail ? 'open' : ''}">
      <div>${list}</div>
      ${detail ? html`<aside class="detail" part="detail" tabindex="-1" aria-label=${label}>${detail}</aside>` : nothing}
    </div>`;
  }

  /** `style`: the class that has the columns' widths. */
  protected grid(style: string, columns: readonly Column[], rows: readonly Item[], groups?: readonly RowGroup<Item>[]): TemplateResult {
    const { active } = this.#list;
    const draw = (items: readonly Item[], from: number): unknown => items.map((item, index) => this.#row(columns, item, from + index + 2, active));
    return html`<div role="grid" class="rows ${style}" part="table" aria-label=${this.heading || this.defaultHeading()} aria-rowcount=${rows.length + 1}
      aria-multiselectable=${!!this.toggleRow} @keydown=${this.#list.keydown} @scroll=${(event: Event) => this.#window?.scrolled(event)}>
      <div role="row" class="head" aria-rowindex="1">${columns.map(([key, name, cell]) => html`<span role="columnheader" class="c-${key} ${cell ?? ''}">${this.t(name)}</span>`)}</div>
      ${groups
        ? groups.map(
            ([name, members]) => html`<div role="rowgroup" aria-label=${name}><div class="tier"
              aria-hidden="true">${name}</div>${draw(members, rows.indexOf(members[0]!))}</div>`,
          )
        : html`<div role="rowgroup">${this.#rows(rows, draw)}</div>`}
    </div>`;
  }

  #rows(rows: readonly Item[], draw: (items: readonly Item[], from: number) => unknown): unknown {
    if (rows.length > wholeUpTo && !this.#window) {
      const part = this.windowed ?? this.tools.part;
      if (part) {
        this.#window = new part.RowWindowController(this);
        // The list sets the focus when the window has its place: after it.
        this.removeController(this.#list);
        this.addController(this.#list);
      }
    }
    return this.#window?.template(rows, draw) ?? draw(rows.slice(0, wholeUpTo), 0);
  }

  #row(columns: readonly Column[], item: Item, index: number, active: string): TemplateResult {
    const id = this.idOf(item);
    const cells = this.cells(item);
    return html`<div role="row" part="row" class="row ${this.rowStyle(item)}" data-key=${id} aria-rowindex=${index} aria-selected=${this.isSelected(id)}
      tabindex=${id === active ? 0 : -1} @click=${() => this.open(id)}>
      ${columns.map(([key, , style]) => html`<span role="gridcell" part="cell" class="c-${key} ${style ?? ''}">${cells[key]}</span>`)}
    </div>`;
  }

  protected isSelected(id: string): boolean {
    return id === this.view.selected;
  }

  /** Choices side by side, one of them pressed. */
  protected segments<Value extends string>(values: readonly Value[], value: Value, text: (value: Value) => unknown, choose: (value: Value) => void, style = ''): TemplateResult {
    return html`<div class="seg ${style}" role="group" aria-label=${this.t('Status')}>
      ${values.map((each) => html`<button type="button" aria-pressed=${each === value} @click=${() => choose(each)}>${text(each)}</button>`)}
    </div>`;
  }

  protected noMatch(all: Partial<View>): TemplateResult {
    return emptyTemplate(this.t('Nothing matches'), this.t('Other filters may show more.'), null, html`<button type="button" class="b"
      @click=${() => this.changeView(all)}>${this.t('Clear filters')}</button>`);
  }

  /** `parts` of class `more` are folded away in a narrow element. */
  protected toolbar(...parts: unknown[]): TemplateResult {
    return html`<div class="toolbar ${this.#allFilters ? 'all' : ''}" part="toolbar">${parts}</div>`;
  }

  protected filterButton(): TemplateResult {
    const toggle = (): void => {
      this.#allFilters = !this.#allFilters;
      this.requestUpdate();
    };
    return iconButton(glyphs.filter, this.t('Filters'), toggle, 'narrow', this.#allFilters);
  }

  /** A `<select>` of the toolbar for a member of the view. An option without a text is a code of the wire. */
  protected picker(label: Phrase, key: keyof View, options: readonly (readonly [value: string, text?: Phrase])[]): TemplateResult {
    const choose = (value: string): void => this.changeView({ [key]: value } as unknown as Partial<View>);
    return this.selectTemplate(label, this.view[key] as string, options.map(([value, text]) => [value, text ? this.t(text) : this.nameOf(value)]), choose);
  }

  protected selectTemplate(label: Phrase, chosen: string, options: readonly (readonly [value: string, text: string])[], choose: (value: string) => void, style = 'more'): TemplateResult {
    return html`<select class=${style} aria-label=${this.t(label)} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
    </select>`;
  }

  protected severityPicker(this: ListPanel<Data, View & { readonly severity: string }, Item>): TemplateResult {
    return this.picker('Severity', 'severity', [['', 'Any severity'], ...severities.map((severity) => [severity] as const)]);
  }
}
