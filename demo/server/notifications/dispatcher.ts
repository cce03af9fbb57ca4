import type { Outbox, OutboxRow } from './outbox.ts';
import type { Outcome, Outlet, Unconfigured } from './outlet.ts';
import { mostAttempts, retryDelay } from './retry-delay.ts';

export interface DispatcherOptions {
  readonly outbox: Outbox;
  readonly outlets: ReadonlyMap<string, Outlet | Unconfigured>;
  readonly now: () => number;
  /** 0 to 1 */
  readonly random: () => number;
  /** Where the world reaches this server, `https://ops.example.com`; `null`: nowhere, and nobody can confirm. */
  readonly publicUrl: string | null;
}

/** ms */
const timeout = 15_000;
/** ms; a timer for later would be cut down by Node to at once. */
const longestSleep = 60_000;
/** ms; an outlet is not asked to take what is older: nobody is to be woken for what is long over. */
const longestLife = 86_400_000;
/** At once, of all outlets together; of one outlet half as many, so that one that hangs holds up nobody. */
const mostAtOnce = 16;
const pruneEvery = 3_600_000;

/** Carries what waits in the outbox out of the house: in order within an incident, at least once, with patience. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #running = new Map<number, { readonly outlet: string; readonly done: Promise<void> }>();
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #prunedAt = 0;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.wake();
  }

  /** Looks what is due. To be called after something was put into the outbox. */
  wake(): void {
    if (this.#stop.signal.aborted) return;
    const { outbox, now } = this.#options;
    const at = now();
    clearTimeout(this.#timer);
    if (at - this.#prunedAt > pruneEvery) outbox.prune((this.#prunedAt = at));
    for (const row of outbox.due(at, mostAtOnce * 4)) {
      const busy = [...this.#running.values()].filter(({ outlet }) => outlet === row.outlet).length;
      if (this.#running.size >= mostAtOnce) break;
      if (busy < mostAtOnce / 2) this.#start(row, at);
    }
    const next = outbox.nextAt();
    // What is due and was not begun waits for one that ends, which looks again.
    if (next !== null) this.#timer = setTimeout(() => this.wake(), Math.min(longestSleep, Math.max(next > at ? 1 : 1_000, next - at))).unref();
  }

  /** Breaks off what is under way, which counts as not sent. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#stop.abort();
    await Promise.all([...this.#running.values()].map(({ done }) => done));
    for (const outlet of this.#options.outlets.values()) if ('close' in outlet) outlet.close?.();
  }

  #start(row: OutboxRow, at: number): void {
    this.#options.outbox.begin(row.seq, at);
    const done = this.#attempt(row).then((outcome) => {
      this.#running.delete(row.seq);
      if (this.#stop.signal.aborted) return;
      this.#record(row, outcome);
      this.wake();
    });
    this.#running.set(row.seq, { outlet: row.outlet, done });
  }

  async #attempt(row: OutboxRow): Promise<Outcome> {
    const { outlets, outbox, publicUrl } = this.#options;
    const outlet = outlets.get(row.outlet);
    if (!outlet || 'reason' in outlet) return { kind: 'refused', detail: outlet?.reason ?? 'no such channel' };
    const confirmUrl = publicUrl && `${publicUrl}/api/notifications/confirm/${row.token}`;
    try {
      return await outlet.send({ notice: row.notice, target: row.target, repliesTo: outbox.firstOf(row), confirmUrl }, AbortSignal.any([this.#stop.signal, AbortSignal.timeout(timeout)]));
    } catch (error) {
      // An outlet never rejects; one that does has a fault of its own, which the console may show: it was not told a secret's value by us.
      console.error(`${row.outlet}: ${error instanceof Error ? error.name : 'fault'} while sending`);
      return { kind: 'refused', detail: 'fault of this server' };
    }
  }

  #record(row: OutboxRow, outcome: Outcome): void {
    const { outbox, now, random } = this.#options;
    const at = now();
    const attempts = row.attempts + 1;
    if (outcome.kind === 'taken') return outbox.end(row.seq, outcome.state, outcome.detail, at);
    if (outcome.kind === 'refused') return outbox.end(row.seq, 'dead', outcome.detail, at);
    const next = at + retryDelay(attempts, outcome.after, random());
    if (attempts >= mostAttempts) return outbox.end(row.seq, 'dead', `${outcome.detail}; given up after ${attempts} attempts`, at);
    if (next > row.notice.at + longestLife) return outbox.end(row.seq, 'dead', `${outcome.detail}; given up after a day`, at);
    outbox.end(row.seq, 'queued', outcome.detail, at, Math.ceil(next));
  }
}
