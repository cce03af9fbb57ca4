import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LogEntry } from '../../src/contract/log-entry.ts';
import { joinOlder, maxKept } from './log-tail.ts';

interface FollowHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  /** The newest that are here, oldest first. */
  newest(): readonly LogEntry[];
  /** A page of what came before an entry; `null`: nobody can be asked. */
  olderThan(first: LogEntry): Promise<readonly LogEntry[]> | null;
  fail(why: string): void;
}

/** Stays with the tail of a list until the user scrolls up, counts what comes meanwhile, and fetches what is older at the upper end. */
export class LogFollower implements ReactiveController {
  readonly #host: FollowHost;
  readonly #page: number;
  #older: Promise<void> | undefined;
  /** px from the end of the list, to be kept when something comes before it. */
  #keep: number | undefined;

  /** Shown while the user reads further up; `null`: the tail is followed. */
  held: readonly LogEntry[] | null = null;
  /** Entries that came since. */
  waiting = 0;
  /** Nothing older exists. */
  oldest = false;

  /** `page`: entries of a full answer. */
  constructor(host: FollowHost, page: number) {
    this.#host = host;
    this.#page = page;
    host.addController(this);
  }

  hostConnected(): void {
    // `scroll` does not bubble; what scrolls is drawn anew now and then.
    this.#host.renderRoot.addEventListener('scroll', this.#scrolled, { capture: true, passive: true });
  }

  hostDisconnected(): void {
    this.#host.renderRoot.removeEventListener('scroll', this.#scrolled, { capture: true });
  }

  /** Goes to the newest entry and stays with the tail. */
  readonly follow = (): void => {
    this.held = null;
    this.waiting = 0;
    this.#host.requestUpdate();
  };

  readonly toggle = (): void => (this.held ? this.follow() : this.#hold());

  arrived(count: number): void {
    if (this.held) this.waiting += count;
  }

  /** After each drawing: at the tail, or where the user was. */
  place(): void {
    const list = this.#host.renderRoot.querySelector('.rows');
    if (!list) return;
    if (this.#keep !== undefined) list.scrollTop = list.scrollHeight - this.#keep;
    else if (!this.held) list.scrollTop = list.scrollHeight;
    this.#keep = undefined;
  }

  /** What comes from now on waits. */
  #hold(): void {
    this.held = this.#host.newest();
    this.#host.requestUpdate();
  }

  readonly #scrolled = (event: Event): void => {
    const list = event.target as HTMLElement;
    if (!list.matches('.rows')) return;
    const fromEnd = list.scrollHeight - list.scrollTop - list.clientHeight;
    if (fromEnd < 40) {
      if (this.held) this.follow();
    } else if (!this.held && fromEnd > 80) {
      this.#hold();
    }
    if (list.scrollTop < 40 && this.held) void this.#loadOlder(list);
  };

  #loadOlder(list: Element): Promise<void> {
    const { held } = this;
    const [first] = held ?? [];
    const asked = first && !this.oldest && !this.#older ? this.#host.olderThan(first) : null;
    if (!asked) return this.#older ?? Promise.resolve();
    return (this.#older = (async () => {
      try {
        const answer = await asked;
        const before = this.held;
        if (!before || before[0] !== first) return;
        this.held = joinOlder(before, answer);
        this.oldest = answer.length < this.#page || this.held.length >= maxKept;
        this.#keep = list.scrollHeight - list.scrollTop;
        this.#host.requestUpdate();
      } catch (error) {
        this.#host.fail(error instanceof Error ? error.message : String(error));
      } finally {
        this.#older = undefined;
      }
    })());
  }
}
