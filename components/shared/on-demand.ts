import type { CSSResult, LitElement } from 'lit';

/** A part of an element that is loaded when it is first shown: what a page never opens, it never pays for. */
export class OnDemand<Part extends object> {
  readonly #host: LitElement & { fail(why: string): void };
  readonly #load: () => Promise<Part>;
  #part: Part | undefined;
  #failed = false;
  #loading: Promise<Part> | undefined;

  constructor(host: LitElement & { fail(why: string): void }, load: () => Promise<Part>) {
    this.#host = host;
    this.#load = load;
  }

  /** The part, or nothing yet; the element is drawn again when it is here. */
  get part(): Part | undefined {
    this.order();
    return this.#part;
  }

  /** Loads it, unless that has failed before; a failure is told in the element. */
  order(): void {
    if (!this.#part && !this.#failed) this.load().catch((error: unknown) => this.#host.fail(String(error)));
  }

  load(): Promise<Part> {
    this.#loading ??= this.#load().then(
      (part) => {
        this.#part = part;
        const sheet = 'styles' in part ? (part.styles as CSSResult).styleSheet : undefined;
        if (sheet) this.#host.shadowRoot?.adoptedStyleSheets.push(sheet);
        this.#host.requestUpdate();
        return part;
      },
      (error: unknown) => {
        this.#loading = undefined;
        // Drawing again would try again, for ever; who orders it again, loads it again.
        this.#failed = true;
        throw error;
      },
    );
    return this.#loading;
  }
}
