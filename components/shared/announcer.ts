/** Speaks through a live region at most every five seconds; what comes in between waits, the newest wins. */
export class Announcer {
  readonly #speak: (text: string) => void;
  #waiting = '';
  #last = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(speak: (text: string) => void) {
    this.#speak = speak;
  }

  say(text: string): void {
    this.#waiting = text;
    this.#timer ??= setTimeout(this.#flush, Math.max(0, this.#last + 5000 - Date.now()));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #flush = (): void => {
    this.#timer = undefined;
    this.#last = Date.now();
    this.#speak(this.#waiting);
  };
}
