import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { rowWindow, type RowWindow } from './row-window.ts';

interface WindowHost extends ReactiveControllerHost {
  readonly renderRoot: ParentNode;
  /** The last rows are in sight, wherever the scroller was. */
  readonly atEnd?: boolean;
}

/** The scroller of a list: draws the rows in sight, measures them, and brings a row into sight. */
export class RowWindowController implements ReactiveController {
  readonly #host: WindowHost;
  #top = 0;
  #view = 640;
  #row = 48;
  #shown: RowWindow = rowWindow(0, 48, 0, 640);

  constructor(host: WindowHost) {
    this.#host = host;
    host.addController(this);
  }

  /** `rows` draws `items[from]` to `items[to - 1]`. */
  template<Item>(items: readonly Item[], rows: (items: readonly Item[], from: number) => unknown): TemplateResult {
    const shown = rowWindow(items.length, this.#row, this.#host.atEnd ? items.length * this.#row : this.#top, this.#view);
    this.#shown = shown;
    return html`<div class="pad before" role="presentation"></div>${rows(items.slice(shown.from, shown.to), shown.from)}<div class="pad after" role="presentation"></div>`;
  }

  readonly scrolled = (event: Event): void => {
    this.#top = (event.currentTarget as HTMLElement).scrollTop;
    if (this.#shown.before + this.#shown.after > 0) this.#host.requestUpdate();
  };

  reveal(index: number): void {
    if (this.#shown.before + this.#shown.after === 0) return;
    const scroller = this.#scroller();
    const place = index * this.#row;
    if (!scroller || (place >= this.#top && place + 2 * this.#row <= this.#top + this.#view)) return;
    scroller.scrollTop = this.#top = Math.max(0, place < this.#top ? place : place - this.#view + 3 * this.#row);
  }

  hostUpdated(): void {
    const scroller = this.#scroller();
    const row = scroller?.querySelector<HTMLElement>('.row');
    if (!scroller || !row) return;
    const [before, after] = scroller.querySelectorAll<HTMLElement>('.pad');
    before?.style.setProperty('block-size', `${this.#shown.before}px`);
    after?.style.setProperty('block-size', `${this.#shown.after}px`);
    const [view, tall] = [scroller.clientHeight, row.offsetHeight];
    if (tall === 0 || (view === this.#view && tall === this.#row)) return;
    this.#view = view;
    this.#row = tall;
    if (this.#shown.before + this.#shown.after > 0) this.#host.requestUpdate();
  }

  #scroller(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.rows');
  }
}
