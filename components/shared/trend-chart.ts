import { BarController, BarElement, Chart, LinearScale, LineController, LineElement, PointElement, Tooltip, type ChartConfiguration } from 'chart.js';
import { css, type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Severity } from '../../src/contract/severity.ts';
import { cachedFormat } from './cached-format.ts';
import type { Phrase, PhraseValues } from './dictionary.ts';
import { elementsVersion } from './elements-version.ts';
import { sparklineWords } from './sparkline-words.ts';
import { formatCount } from './number-format.ts';

Chart.register(BarController, BarElement, LinearScale, LineController, LineElement, PointElement, Tooltip);

export interface TrendPoint {
  /** Where the step begins, epoch ms. */
  readonly at: number;
  readonly count: number;
  /** What the count is made of, in the order of `parts`. */
  readonly parts?: readonly number[] | undefined;
}

/** A part of every count: stacked, in the colour of a severity. */
export interface TrendPart {
  readonly name: string;
  readonly severity: Severity;
}

interface TrendHost {
  readonly language: string;
  readonly timeZone: string | undefined;
  t(key: Phrase, values?: PhraseValues): string;
  moment(at: number): string;
}

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
 * @prop {TrendHost} host - the element whose language it speaks
 * @csspart canvas
 */
export class TrendChart extends LitElement {
  static readonly version = elementsVersion;
  static override styles: CSSResultGroup = css`
    :host { display: block }
    figure { margin: 0; display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 4px 16px }
    .canvas, details[open] { grid-column: 1 / -1 }
    .canvas { position: relative; block-size: 100px }
    /* The canvas paints with what these come to; a transition tells when a scheme or a theme has changed them. */
    canvas { color: var(--ac); border: 0 solid var(--bd); outline-color: var(--mu); text-decoration-color: color-mix(in srgb, var(--mu) 60%, var(--s)); transition: color 1ms }
    figcaption, summary { color: var(--mu); font-size: .92em }
    summary { line-height: 24px; inline-size: max-content; cursor: pointer; border-radius: 4px }
    summary:focus-visible, .table:focus-visible { outline: 2px solid var(--ac); outline-offset: 1px }
    .table { max-block-size: 180px; overflow: hidden auto }
    table { border-collapse: collapse }
    th, td { text-align: start; font-weight: 400; padding-block: 2px; padding-inline: 0 24px }
    td { text-align: end; padding: 2px 0 }
    td + td { padding-inline-start: 24px }
    .key { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 2px 16px; color: var(--mu); font-size: .92em }
    .key span { display: inline-flex; align-items: center; gap: 6px }
    .key i { inline-size: 10px; block-size: 10px; border-radius: 2px; background: currentColor; forced-color-adjust: none; transition: color 1ms }
    .s-critical { color: var(--critical) }
    .s-high { color: var(--high) }
    .s-medium { color: var(--medium) }
    .s-low { color: var(--low) }
    .s-info { color: var(--info) }
  `;
  static override properties: PropertyDeclarations = { kind: {}, points: { attribute: false }, name: { attribute: false }, parts: { attribute: false }, host: { attribute: false }, open: { state: true } };

  declare kind: 'bar' | 'line';
  declare points: readonly TrendPoint[];
  declare name: string;
  declare parts: readonly TrendPart[];
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

  protected override render(): TemplateResult {
    const { host, points, name, parts } = this;
    const { t, language } = host;
    const toggle = (event: Event): void => {
      this.open = (event.target as HTMLDetailsElement).open;
    };
    return html`<figure>
      <div class="canvas"><canvas part="canvas" aria-hidden="true" @transitionend=${this.#draw}></canvas></div>
      ${parts.length ? html`<div class="key">${parts.map((part) => html`<span><i class="s-${part.severity.toLowerCase()}"></i>${part.name}</span>`)}</div>` : nothing}
      <figcaption>${name}: ${sparklineWords(host, points.map(({ count }) => count))}</figcaption>
      <details @toggle=${toggle}><summary>${t('As a table')}</summary>${this.open
        ? html`<div class="table" tabindex="0" role="region" aria-label=${name}><table>
            <thead><tr><th scope="col">${t('From')}</th><td>${name}</td>${parts.map((part) => html`<td>${part.name}</td>`)}</tr></thead>
            <tbody>${points.map(({ at, count, parts: inner }) => html`<tr><th scope="row">${host.moment(at)}</th><td>${formatCount(language, count)}</td>${parts.map((_, index) => html`<td>${formatCount(language, inner?.[index] ?? 0)}</td>`)}</tr>`)}</tbody>
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
    const { type, data, options } = this.#configuration(getComputedStyle(canvas));
    if (!this.#chart) {
      this.#chart = new Chart(canvas, { type, data, options: options ?? {} });
      return;
    }
    this.#chart.data = data;
    this.#chart.options = options ?? {};
    this.#chart.update('none');
  };

  #configuration({ color, borderTopColor, outlineColor, textDecorationColor, fontFamily }: CSSStyleDeclaration): ChartConfiguration<'bar' | 'line', { x: number; y: number }[]> & ChartConfiguration {
    const { points, kind, host, name, parts } = this;
    const tints = [...this.renderRoot.querySelectorAll('.key i')].map((mark) => getComputedStyle(mark).color);
    const { language, timeZone } = host;
    const [first, second] = points;
    const from = first?.at ?? 0;
    const step = (second?.at ?? from) - from || 1;
    const to = (points.at(-1)?.at ?? from) + step;
    const font = { family: fontFamily, size: 11 };
    const zone = timeZone ? { timeZone } : {};
    const short: Intl.DateTimeFormatOptions = to - from > 2 * 86_400_000 ? { month: 'short', day: 'numeric' } : { hour: '2-digit', minute: '2-digit' };
    const tell = (at: number): string => cachedFormat(Intl.DateTimeFormat, language, { ...short, ...zone }).format(at);
    const ticks = points.filter((_, index) => index % Math.ceil(points.length / 6) === 0).map(({ at }) => ({ value: at }));
    return {
      type: kind,
      data: {
        // A new array each time: decimation puts a getter in the place of the old one.
        datasets: parts.length ? parts.map((part, index) => ({
          label: part.name, data: points.map((point) => ({ x: point.at + step / 2, y: point.parts?.[index] ?? 0 })), backgroundColor: tints[index] ?? color,
          barPercentage: 0.85, categoryPercentage: 1,
        })) : [{
          data: points.map(({ at, count }) => ({ x: at + step / 2, y: count })),
          // The running step stands out, as in the sparklines.
          backgroundColor: points.map((_, index) => (index === points.length - 1 ? color : textDecorationColor)),
          hoverBackgroundColor: color, borderColor: color, borderWidth: kind === 'line' ? 2 : 0,
          barPercentage: 0.85, categoryPercentage: 1, borderRadius: 2, pointRadius: 0,
        }],
      },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        responsive: true,
        maintainAspectRatio: false,
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        scales: {
          x: {
            type: 'linear', min: from, max: to, offset: false, stacked: parts.length > 0, grid: { display: false }, border: { color: borderTopColor },
            ticks: { color: outlineColor, font, maxRotation: 0, callback: (value) => tell(Number(value)) },
            afterBuildTicks: (axis) => {
              axis.ticks = ticks;
            },
          },
          y: {
            type: 'linear', beginAtZero: true, suggestedMax: 4, stacked: parts.length > 0, grid: { color: borderTopColor }, border: { display: false },
            ticks: { color: outlineColor, font, maxTicksLimit: 4, precision: 0, callback: (value) => formatCount(language, Number(value)) },
          },
        },
        plugins: {
          tooltip: {
            displayColors: false, animation: false,
            callbacks: {
              title: ([item]) => (item ? `${host.moment(points[item.dataIndex]?.at ?? 0)} –` : ''),
              label: ({ dataIndex, datasetIndex }) => {
                const { count = 0, parts: inner } = points[dataIndex] ?? {};
                return `${parts[datasetIndex]?.name ?? name}: ${formatCount(language, inner?.[datasetIndex] ?? count)}`;
              },
            },
          },
        },
      },
    } as ChartConfiguration<'bar' | 'line', { x: number; y: number }[]> & ChartConfiguration;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ops-trend-chart': TrendChart;
  }
}
