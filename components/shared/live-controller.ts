import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Topic } from '../../src/contract/notices.ts';
import type { RuntimeApi } from '../../src/contract/runtime-api.ts';
import { clientReadyEvent, currentClient, type ConnectionState, type OpsClient } from '../../src/tab/client.ts';
import { ticker } from './ticker.ts';

export type FeedState = 'loading' | 'live' | 'paused' | 'stale' | 'disconnected' | 'error';

/** Data put in without a worker: stories, tests, reports made on a server. */
export type Snapshot<Data> = Data & {
  /** When it was taken, epoch ms; default: the moment it was put in. */
  readonly at?: number | undefined;
  readonly connection?: ConnectionState | undefined;
};

export interface LiveHost<Data> extends ReactiveControllerHost {
  readonly client: OpsClient | undefined;
  /** `worker`: that of the page. */
  readonly source: string;
  readonly snapshot: Snapshot<Data> | undefined;
  readonly paused: boolean;
  /** ms */
  readonly staleAfter: number;
  readonly topics: readonly Topic[];
  /** Least time between two questions that changes cause, ms: for those that make the runtime read much. */
  readonly pace?: number;
  load(api: RuntimeApi): Promise<Data>;
  stateChanged(state: FeedState, previous: FeedState): void;
  dataChanged(data: Data, previous: Data | undefined): void;
}

/** How long an element waits for the agent of its page before it says that there is none, ms. */
const patience = 5000;

/**
 * Keeps an element's data alive and honest: finds the client, asks when a topic changes, keeps the last answer with its age, and
 * never has more than one question in flight, so that a slow worker meets fewer questions, not more.
 */
export class LiveController<Data> implements ReactiveController {
  readonly #host: LiveHost<Data>;
  #client: OpsClient | undefined;
  #snapshot: Snapshot<Data> | undefined;
  #ends: (() => void)[] = [];
  #stopTicking: (() => void) | undefined;
  #begun = 0;
  #askedAt = 0;
  #asking: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  data: Data | undefined;
  /** When the data were answered, epoch ms. */
  at = 0;
  error = '';
  state: FeedState = 'loading';
  /** Something changed while paused. */
  behind = false;
  /** Something changed sooner than the pace of the host. */
  #due = false;

  constructor(host: LiveHost<Data>) {
    this.#host = host;
    host.addController(this);
  }

  get client(): OpsClient | undefined {
    return this.#client;
  }

  /** The data can be trusted to describe this moment. */
  get fresh(): boolean {
    return this.data !== undefined && this.state !== 'disconnected' && Date.now() - this.at <= this.#host.staleAfter;
  }

  hostConnected(): void {
    this.#begun = Date.now();
    this.#stopTicking = ticker.listen(this.#tick);
    window.addEventListener(clientReadyEvent, this.#attach);
    document.addEventListener('visibilitychange', this.#shown);
    this.#attach();
  }

  hostDisconnected(): void {
    this.#stopTicking?.();
    // A drawing that was ordered before comes all the same, and must not attach again.
    this.#stopTicking = undefined;
    window.removeEventListener(clientReadyEvent, this.#attach);
    document.removeEventListener('visibilitychange', this.#shown);
    this.#detach();
  }

  hostUpdate(): void {
    this.#attach();
    const { snapshot } = this.#host;
    if (snapshot !== this.#snapshot) {
      this.#snapshot = snapshot;
      if (snapshot) this.#take(snapshot, snapshot.at ?? Date.now());
    }
    if (this.behind && !this.#host.paused) void this.ask();
    this.settle();
  }

  /** Asks now, or once more after the answer that is under way. Resolves when the answer is here, or has failed. */
  ask(): Promise<void> {
    const client = this.#client;
    if (!client || this.#host.snapshot) return Promise.resolve();
    if (this.#asking)
      return (this.#next ??= this.#asking.then(() => {
        this.#next = undefined;
        return this.ask();
      }));
    return (this.#asking = this.#question(client));
  }

  async #question(client: OpsClient): Promise<void> {
    this.behind = this.#due = false;
    this.#askedAt = Date.now();
    try {
      const data = await withDeadline(this.#host.load(client.api), Math.max(this.#host.staleAfter, 5000));
      if (client === this.#client && !this.#host.snapshot) this.#take(data, Date.now());
    } catch (error) {
      this.error = error instanceof Error ? error.message : String(error);
    }
    this.#asking = undefined;
    this.settle();
    this.#host.requestUpdate();
  }

  settle(): void {
    const next = this.#stateNow();
    if (next === this.state) return;
    const previous = this.state;
    this.state = next;
    this.#host.requestUpdate();
    this.#host.stateChanged(next, previous);
  }

  #take(data: Data, at: number): void {
    const previous = this.data;
    this.data = data;
    this.at = at;
    this.error = '';
    this.settle();
    this.#host.dataChanged(data, previous);
    this.#host.requestUpdate();
  }

  #stateNow(): FeedState {
    const { snapshot, paused, staleAfter } = this.#host;
    const connection = snapshot ? (snapshot.connection ?? 'connected') : this.#client?.connection;
    if (connection === 'disconnected' || (!connection && Date.now() - this.#begun > patience)) return 'disconnected';
    if (this.data === undefined) return this.error ? 'error' : 'loading';
    if (paused) return 'paused';
    if (Date.now() - this.at > staleAfter) return 'stale';
    return this.error ? 'error' : 'live';
  }

  readonly #attach = (): void => {
    const { source, client: given } = this.#host;
    // What another source knows is not what this page's worker knows.
    const client = source === 'worker' ? (given ?? currentClient()) : undefined;
    if (client === this.#client || !this.#stopTicking) return;
    this.#detach();
    this.#client = client;
    if (!client) return;
    this.#ends = this.#host.topics.map((topic) => client.subscribe(topic, this.#changed));
    this.#ends.push(client.onConnection(() => (this.settle(), this.#changed())));
    void this.ask();
  };

  #detach(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#client = undefined;
  }

  readonly #changed = (): void => {
    if (this.#host.paused || document.hidden) {
      const first = !this.behind;
      this.behind = true;
      if (first) this.#host.requestUpdate();
    } else if (this.#rested) void this.ask();
    else this.#due = true;
  };

  get #rested(): boolean {
    return Date.now() - this.#askedAt >= (this.#host.pace ?? 0);
  }

  readonly #shown = (): void => {
    if (!document.hidden && !this.#host.paused) void this.ask();
  };

  /** Silence is no proof of life: a quiet feed is asked three times before its data would be stale. */
  readonly #tick = (): void => {
    if (!this.#host.paused && !this.#asking && ((this.#due && this.#rested) || Date.now() - this.#askedAt > this.#host.staleAfter / 3)) void this.ask();
    this.settle();
  };
}

/** A call to a worker that died hangs for ever (comlink), so every question has an end. */
function withDeadline<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${Math.round(ms / 1000)} s`)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
