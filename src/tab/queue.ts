import type { Limits, Receipt, Signal } from '../contract/signal.ts';

const capacity = 2000;
const maxBatch = 200;

/** What is kept longest when something must go: 0 before 3. */
function rank(signal: Signal): number {
  switch (signal.kind) {
    case 'error':
      return 0;
    case 'log':
      return signal.type === 'security' ? 0 : 1;
    case 'breadcrumb':
      return 3;
    default:
      return 2;
  }
}

export interface Queue {
  add(signal: Signal): void;
  /** Everything that no receipt has covered, oldest first. */
  all(): readonly Signal[];
  /** How many of them wait to be sent. */
  waiting(): number;
  /** Number of the oldest that is on its way. */
  front(): number | undefined;
  /** `true`: without waiting for receipts, because the page may be about to go. */
  flush(everything?: boolean): void;
  /** Another runtime answers now: send again what no receipt has covered. */
  resend(): void;
  /** Resolves when a receipt covers everything that is in the queue now. */
  settled(): Promise<void>;
  clear(): void;
}

/** What has been observed, in order, until the worker says that it is durable. `post` answers `undefined` while nobody is there to take it. */
export function createQueue(post: (signals: readonly Signal[]) => Promise<Receipt> | undefined, drop: (reason: 'queue_full' | 'invalid', count: number) => void, acknowledged: () => void): Queue {
  let items: Signal[] = [];
  /** How many at the front are on their way. */
  let flying = 0;
  let round = {};
  let open = 0;
  let limits: Limits = { batchSize: 50, flushInterval: 250 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let urgent = false;
  let waiters: (() => boolean)[] = [];

  const flush = (everything?: boolean): void => {
    urgent = false;
    clearTimeout(timer);
    timer = undefined;
    while (items.length > flying && (everything || !open)) {
      const batch = items.slice(flying, flying + maxBatch);
      const answer = post(batch);
      if (!answer) return;
      const mine = round;
      open++;
      flying += batch.length;
      answer
        .then(
          (receipt) => {
            limits = receipt.limits;
            remove((signal) => signal.seq <= receipt.seq);
            acknowledged();
          },
          (error: unknown) => {
            // What cannot be cloned never will be; anything else is worth another try.
            if ((error as Error).name === 'DataCloneError') {
              remove((signal) => batch.includes(signal));
              drop('invalid', batch.length);
            }
          },
        )
        .then(() => {
          if (mine !== round) return;
          if (!--open) flying = 0;
          schedule();
        });
    }
  };
  const remove = (gone: (signal: Signal) => boolean): void => {
    const before = items.length;
    items = items.filter((signal) => !gone(signal));
    flying = Math.max(0, flying - before + items.length);
    waiters = waiters.filter((done) => !done());
  };
  const schedule = (now?: boolean): void => {
    if (open || !items[0]) return;
    if (now || items.length >= limits.batchSize) {
      // One flush for all errors of a loop.
      if (!urgent) queueMicrotask(flush);
      urgent = true;
    } else timer ??= setTimeout(flush, limits.flushInterval);
  };

  return {
    add(signal) {
      items.push(signal);
      if (items.length > capacity) {
        const waiting = items.slice(flying);
        const worst = Math.max(...waiting.map(rank));
        items.splice(flying + waiting.findIndex((other) => rank(other) === worst), 1);
        drop('queue_full', 1);
      }
      schedule(!rank(signal));
    },
    all: () => items,
    waiting: () => items.length - flying,
    front: () => (flying ? items[0]?.seq : undefined),
    flush,
    resend() {
      round = {};
      open = flying = 0;
      flush();
    },
    settled() {
      const last = items.at(-1)?.seq;
      flush(true);
      return new Promise((done) => {
        const check = (): boolean => {
          const over = !(items[0] && last && items[0].seq <= last);
          if (over) done();
          return over;
        };
        if (!check()) waiters.push(check);
      });
    },
    clear() {
      remove(() => true);
    },
  };
}
