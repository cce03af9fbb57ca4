import { BarController, BarElement, Chart, LinearScale, LineController, LineElement, PointElement, Tooltip, type ChartConfiguration } from 'chart.js';
import { css, type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { elementsVersion } from './elements-version.ts';
import { sparklineWords } from './sparkline-words.ts';
import { formatCount } from './number-format.ts';
import { thresholdStripes } from './threshold-stripes.ts';
import { trendConfig, type TrendColours, type TrendHost, type TrendPart, type TrendPoint } from './trend-config.ts';

Chart.register(BarController, BarElement, LinearScale, LineController, LineElement, PointElement, Tooltip, thresholdStripes);

/** Least time between two drawings, ms. */
const pace = 1000;

/**
 * Counts over time as bars or a line, with a sentence and a table for those who cannot see a canvas. A part of other elements; its
 * chunk carries chart.js and is loaded when the first one is on the screen. Draws at most once a second, and not off the screen.
 *
 * @element ops-trend-chart
 * @attr {'bar'|'line'} [kind=bar]
 * @prop {TrendPoint[]} points - equal steps, oldest first
 * @prop {string} name - what is counted
 * @prop {TrendPart[]} parts - bars are stacked out of these
 * @prop {number[]} bands - thresholds, drawn across
 * @prop {Function} tell - a value in words; default: a count
 * @prop {TrendHost} host - the element whose language it speaks
 * @csspart canvas
 */
export class TrendChart extends LitElement {
  static readonly version = elementsVersion;
  static override styles: CSSResultGroup = css`
    :host { display: block }
    figure { margin: 0; display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 4px 16px }
    .canvas, details[open] { grid-column: 1 / -1 }
    .canvas { position: relative; block-size: 100px; direction: ltr }
    /* The canvas paints with what these come to; a transition tells when a scheme or a theme has changed them. */
    canvas { color: var(--ac); border: 0 solid var(--bd); outline-color: var(--mu); text-decoration-color: color-mix(in srgb, var(--mu) 60%, var(--s)); transition: color 1ms }
    figcaption, summary { color: var(--mu); font-size: .92em }
    summary { line-height: 24px; inline-size: max-content; cursor: pointer; border-radius: 4px }
    summary:focus-visible, .table:focus-visible { outline: 2px solid var(--ac); outline-offset: 1px }
    .table { max-block-size: 180px; overflow: hidden auto }
    table { border-collapse: collapse }
    th, td { text-align: inherit; font-weight: 400; padding-block: 2px; padding-inline: 0 24px }
    td { text-align: end; padding: 2px 0 }
    td + td { padding-inline-start: 24px }
    .band, .mid { display: none }
    .b0 { color: var(--healthy) }
    .b1 { color: var(--unhealthy) }
    .mid { color: var(--degraded) }
    .key { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 2px 16px; color: var(--mu); font-size: .92em }
    .key span { display: inline-flex; align-items: center; gap: 6px }
    .key i { inline-size: 10px; block-size: 10px; border-radius: 2px; background: currentColor; forced-color-adjust: none; transition: color 1ms }
    .s-critical { color: var(--critical) }
    .s-high { color: var(--high) }
    .s-medium { color: var(--medium) }
    .s-low { color: var(--low) }
    .s-info { color: var(--info) }
  `;
  static override properties: PropertyDeclarations = { kind: {}, points: { attribute: false }, name: { attribute: false }, parts: { attribute: false }, bands: { attribute: false }, tell: { attribute: false }, host: { attribute: false }, open: { state: true } };

  declare kind: 'bar' | 'line';
  declare points: readonly TrendPoint[];
  declare name: string;
  declare parts: readonly TrendPart[];
  declare bands: readonly number[];
  declare tell: ((value: number) => string) | undefined;
  declare host: TrendHost;
  declare open: boolean;

  #chart: Chart | undefined;
  #visible = false;
  #drawnAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #observer = new IntersectionObserver((entries) => {
    this.#visible = entries.at(-1)?.isIntersecting ?? false;
    this.#draw();
  });

  constructor() {
    super();
    this.kind = 'bar';
    this.points = [];
    this.name = '';
    this.parts = [];
    this.bands = [];
    this.open = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#visible = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('open') || changed.size > 1) this.#draw();
  }

  readonly #tell = (value: number): string => this.tell?.(value) ?? formatCount(this.host.language, value);

  protected override render(): TemplateResult {
    const { host, points, name, parts, bands } = this;
    const { t } = host;
    const cell = (value: number | null | undefined): TemplateResult => html`<td>${value === null || value === undefined ? '–' : this.#tell(value)}</td>`;
    const toggle = (event: Event): void => {
      this.open = (event.target as HTMLDetailsElement).open;
    };
    return html`<figure>
      <div class="canvas"><canvas part="canvas" aria-hidden="true" @transitionend=${this.#draw}></canvas>${bands.map((_, index) => html`<i class="band b${index}"></i>`)}${bands.length ? html`<i class="mid"></i>` : nothing}</div>
      ${parts.length ? html`<div class="key">${parts.map((part) => html`<span><i class="s-${part.severity.toLowerCase()}"></i>${part.name}</span>`)}</div>` : nothing}
      <figcaption>${name}: ${sparklineWords(host, points.flatMap(({ count }) => count ?? []), this.#tell)}</figcaption>
      <details @toggle=${toggle}><summary>${t('As a table')}</summary>${this.open
        ? html`<div class="table" tabindex="0" role="region" aria-label=${name}><table>
            <thead><tr><th scope="col">${t('From')}</th><td>${name}</td>${parts.map((part) => html`<td>${part.name}</td>`)}</tr></thead>
            <tbody>${points.map(({ at, count, parts: inner }) => html`<tr><th scope="row">${host.moment(at)}</th>${cell(count)}${parts.map((_, index) => cell(inner?.[index]))}</tr>`)}</tbody>
          </table></div>`
        : nothing}</details>
    </figure>`;
  }

  readonly #draw = (): void => {
    const canvas = this.renderRoot?.querySelector('canvas');
    if (!canvas || !this.#visible || this.#timer !== undefined) return;
    const wait = this.#drawnAt + pace - Date.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#draw();
      }, wait);
      return;
    }
    this.#drawnAt = Date.now();
    const { type, data, options = {} } = trendConfig({ kind: this.kind, name: this.name, points: this.points, parts: this.parts, bands: this.bands, host: this.host, tell: this.#tell }, this.#colours(canvas)) as ChartConfiguration;
    if (!this.#chart) {
      this.#chart = new Chart(canvas, { type, data, options });
      return;
    }
    this.#chart.data = data;
    this.#chart.options = options;
    this.#chart.update('none');
  };

  #colours(canvas: HTMLCanvasElement): TrendColours {
    const { color, borderTopColor, outlineColor, textDecorationColor, fontFamily } = getComputedStyle(canvas);
    const of = (marks: string): string[] => [...this.renderRoot.querySelectorAll(marks)].map((mark) => getComputedStyle(mark).color);
    return { main: color, calm: textDecorationColor, text: outlineColor, line: borderTopColor, family: fontFamily, parts: of('.key i'), bands: of('.b0, .b1'), between: of('.mid')[0] ?? '' };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ops-trend-chart': TrendChart;
  }
}
