import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface ListOptions {
  /** Keys of the rows, in the order shown. */
  keys(): readonly string[];
  open(key: string): void;
  close(): void;
  /** Brings a row that may not be drawn into the window. */
  reveal(index: number): void;
  /** Space or x on a row; false: rows cannot be selected. */
  toggle(key: string): boolean;
}

type ListHost = ReactiveControllerHost & EventTarget & { readonly renderRoot: ParentNode };

/** One tab stop for a list: ↑ ↓ j k Home End PageUp PageDown move, Enter opens, Esc returns, ← → reach the controls of a row. */
export class ListNavigation implements ReactiveController {
  readonly #host: ListHost;
  readonly #options: ListOptions;
  #active = '';
  #refocus = false;

  constructor(host: ListHost, options: ListOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
    host.addEventListener('focusin', (event) => {
      const row = (event.composedPath()[0] as HTMLElement).closest<HTMLElement>('[data-key]');
      if (row?.dataset['key']) this.#active = row.dataset['key'];
    });
  }

  /** The key of the row that has the tab stop. */
  get active(): string {
    const keys = this.#options.keys();
    return keys.includes(this.#active) ? this.#active : (keys[0] ?? '');
  }

  focus(key: string): void {
    const index = this.#options.keys().indexOf(key);
    if (index < 0) return;
    this.#active = key;
    this.#refocus = true;
    this.#options.reveal(index);
    this.#host.requestUpdate();
  }

  /** A row was clicked: it takes the tab stop without the focus being moved. */
  mark(key: string): void {
    this.#active = key;
  }

  hostUpdated(): void {
    // Rows are drawn by position: when their order changed, the focus goes on with its row.
    const focused = (this.#host.renderRoot as unknown as ShadowRoot).activeElement?.closest<HTMLElement>('[data-key]');
    if (!this.#refocus && (!focused || focused.dataset['key'] === this.#active || !this.#options.keys().includes(this.#active))) return;
    const row = this.#host.renderRoot.querySelector<HTMLElement>(`[data-key="${CSS.escape(this.#active)}"]`);
    if (!row) return;
    this.#refocus = false;
    row.focus();
  }

  readonly keydown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || target.matches('input, select, textarea')) return;
    const row = target.closest<HTMLElement>('[data-key]');
    const onRow = row === target;
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      if (row) this.#across(row, target, event);
      return;
    }
    const { active } = this;
    if (event.key === 'Enter' && onRow) this.#options.open(active);
    else if (event.key === 'Escape' && onRow) this.#options.close();
    else if (event.key === 'Escape') this.focus(active);
    else if (!(onRow && (event.key === ' ' || event.key === 'x') && this.#options.toggle(active)) && !this.#move(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #move(key: string): boolean {
    const keys = this.#options.keys();
    const at = keys.indexOf(this.active);
    const last = keys.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: last, PageDown: at + 10, PageUp: at - 10,
    };
    const to = targets[key];
    if (to === undefined) return false;
    const next = keys[Math.max(0, Math.min(last, to))];
    if (next !== undefined) this.focus(next);
    return true;
  }

  #across(row: HTMLElement, from: HTMLElement, event: KeyboardEvent): void {
    const forward = (event.key === 'ArrowRight') === (getComputedStyle(row).direction === 'ltr');
    const stops = [row, ...row.querySelectorAll<HTMLElement>('button, input')];
    const next = stops[stops.indexOf(from) + (forward ? 1 : -1)];
    if (!next) return;
    next.focus();
    event.preventDefault();
  }
}
