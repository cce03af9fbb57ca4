import type { DropReason, Limits, Receipt, Signal } from '../contract/signal.ts';

const capacity = 2000;
const maxBatch = 200;

/** What goes first, and goes last when something must be dropped: 0. */
export function rank(signal: Signal): number {
  const { kind, type } = signal as { kind: string; type?: string };
  return kind === 'error' || type === 'security' ? 0 : kind === 'breadcrumb' ? 2 : 1;
}

export interface Queue {
  /** Is it one of those that go first? */
  add(signal: Signal): boolean;
  /** Everything that no receipt has covered, oldest first. */
  all(): readonly Signal[];
  /** Those of them that are not on their way. */
  unsent(): readonly Signal[];
  /** `everything`: without waiting for receipts in between, because the page may be about to go. */
  flush(everything?: unknown): void;
  /** Another runtime answers now: send again what no receipt has covered. */
  resend(): void;
  /** Resolves when a receipt covers everything that is in the queue now. */
  settled(): Promise<void>;
  clear(): void;
}

/** What has been observed, in order, until the worker says that it is durable. `post` answers nothing while nobody is there to take it. */
export function createQueue(post: (signals: readonly Signal[]) => Promise<Receipt> | undefined | false, drop: (reason: DropReason, count?: number) => void, acknowledged: () => unknown): Queue {
  let items: Signal[] = [];
  /** Number of the newest that is on its way. */
  let sent = 0;
  let open = 0;
  /** Until then (epoch ms) urgent ones wait like all others. */
  let calm = 0;
  let round = {};
  let limits: Limits = { batchSize: 50, flushInterval: 250 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waiters: (() => void)[] = [];

  const unsent = (): readonly Signal[] => items.filter(({ seq }) => seq > sent);
  const keep = (stays: (signal: Signal) => boolean): void => {
    items = items.filter(stays);
    for (const done of waiters.splice(0)) done();
  };
  const flush = (everything?: unknown): void => {
    clearTimeout(timer);
    timer = undefined;
    for (;;) {
      const batch = unsent().slice(0, maxBatch);
      if (open && !everything) break;
      const answer = batch[0] && post(batch);
      if (!answer) break;
      open++;
      sent = batch.at(-1)!.seq;
      void settle(answer);
    }
  };
  const settle = async (answer: Promise<Receipt>): Promise<void> => {
    const mine = round;
    try {
      const receipt = await answer;
      limits = receipt.limits;
      keep(({ seq }) => seq > receipt.seq);
      acknowledged();
    } catch {
      // Worth another try.
    }
    if (mine !== round) return;
    if (!--open) sent = 0;
    schedule();
  };
  const schedule = (urgent?: boolean): void => {
    // While a receipt is awaited nothing goes.
    if (open) return;
    const now = Date.now();
    const first = urgent && now > calm;
    if (first) calm = now + limits.flushInterval;
    // An urgent one is worth a batch, unless this tab is to wait with those as well, or is in a storm of them: those that follow the first go together.
    if (items.length * (first ? maxBatch : 1) >= limits.batchSize) flush();
    else if (items[0]) timer ??= setTimeout(flush, limits.flushInterval);
  };

  return {
    add(signal) {
      items.push(signal);
      if (items.length > capacity) {
        const ranks = items.map((item) => (item.seq > sent ? rank(item) : -1));
        items.splice(ranks.indexOf(Math.max(...ranks)), 1);
        drop('queue_full');
      }
      const urgent = !rank(signal);
      schedule(urgent);
      return urgent;
    },
    all: () => items,
    unsent,
    flush,
    resend() {
      round = {};
      open = sent = 0;
      flush();
    },
    async settled() {
      const last = items.at(-1)?.seq as number;
      flush(1);
      while ((items[0]?.seq as number) <= last) await new Promise<void>((done) => waiters.push(done));
    },
    clear: () => keep(() => false),
  };
}
