import type { DropReason, Limits, Receipt, Signal } from '../contract/signal.ts';

const capacity = 2000;
const maxBatch = 200;

/** What goes last when something must go: 0. */
function rank(signal: Signal): number {
  if (signal.kind === 'error') return 0;
  if (signal.kind === 'log') return signal.type === 'security' ? 0 : 1;
  return signal.kind === 'breadcrumb' ? 3 : 2;
}

export interface Queue {
  add(signal: Signal): void;
  /** Everything that no receipt has covered, oldest first. */
  all(): readonly Signal[];
  /** How many of them, from the front, are on their way. */
  flying(): number;
  /** `everything`: without waiting for receipts in between, because the page may be about to go. */
  flush(everything?: unknown): void;
  /** Another runtime answers now: send again what no receipt has covered. */
  resend(): void;
  /** Resolves when a receipt covers everything that is in the queue now. */
  settled(): Promise<void>;
  clear(): void;
}

/** What has been observed, in order, until the worker says that it is durable. `post` answers `undefined` while nobody is there to take it. */
export function createQueue(post: (signals: readonly Signal[]) => Promise<Receipt> | undefined, drop: (reason: DropReason, count?: number) => void, acknowledged: () => void): Queue {
  let items: Signal[] = [];
  let flying = 0;
  let open = 0;
  let round = {};
  let limits: Limits = { batchSize: 50, flushInterval: 250 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let soon = false;
  let waiters: (readonly [number, () => void])[] = [];

  const keep = (stays: (signal: Signal) => boolean): void => {
    const before = items.length;
    items = items.filter(stays);
    flying = Math.max(0, flying - before + items.length);
    const first = items[0]?.seq ?? Infinity;
    waiters = waiters.filter(([seq, done]) => first <= seq || done());
  };
  const flush = (everything?: unknown): void => {
    clearTimeout(timer);
    timer = undefined;
    soon = false;
    for (;;) {
      if (items.length <= flying || (open && !everything)) break;
      const batch = items.slice(flying, flying + maxBatch);
      const answer = post(batch);
      if (!answer) break;
      open++;
      flying += batch.length;
      void settle(batch, answer);
    }
  };
  const settle = async (batch: readonly Signal[], answer: Promise<Receipt>): Promise<void> => {
    const mine = round;
    try {
      const receipt = await answer;
      limits = receipt.limits;
      keep(({ seq }) => seq > receipt.seq);
      acknowledged();
    } catch (error) {
      // What cannot be cloned never will be; anything else is worth another try.
      if ((error as Error).name === 'DataCloneError') {
        drop('invalid', batch.length);
        keep((signal) => !batch.includes(signal));
      }
    }
    if (mine !== round) return;
    if (!--open) flying = 0;
    schedule();
  };
  const schedule = (urgent?: boolean): void => {
    if (open) return;
    if (urgent || items.length >= limits.batchSize) {
      // One flush for all errors of a loop.
      if (!soon) queueMicrotask(flush);
      soon = true;
    } else if (items[0]) timer ??= setTimeout(flush, limits.flushInterval);
  };

  return {
    add(signal) {
      items.push(signal);
      if (items.length > capacity) {
        const ranks = items.map((item, index) => (index < flying ? -1 : rank(item)));
        items.splice(ranks.indexOf(Math.max(...ranks)), 1);
        drop('queue_full');
      }
      schedule(!rank(signal));
    },
    all: () => items,
    flying: () => flying,
    flush,
    resend() {
      round = {};
      open = flying = 0;
      flush();
    },
    settled: () =>
      new Promise((done) => {
        waiters.push([items.at(-1)?.seq ?? 0, done]);
        keep(() => true);
        flush(1);
      }),
    clear: () => keep(() => false),
  };
}
