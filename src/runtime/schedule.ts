import type { Clock } from '../services/ports/clock.ts';

/** Something that is due from time to time: does what is due and says when it wants to be called again (epoch ms). */
export interface Job {
  readonly name: string;
  readonly run: () => Promise<number>;
}

export interface Schedule {
  start(): void;
  stop(): void;
  /** Runs a job at once, or right after its present run. Without a name: all of them. */
  wake(name?: string): void;
}

/** ms; a job that answers a time in the past, or fails, is not called more often than this. */
const shortest = 100;
/** ms; after a sleep timers are late, so no job waits longer than this before it looks at the clock again. */
const longest = 5_000;

/**
 * Calls each job when it is due. A job never overlaps itself, and one that fails is reported and called again after
 * `longest`; the others do not notice.
 */
export function createSchedule(clock: Clock, jobs: readonly Job[], onError: (job: string, error: unknown) => void): Schedule {
  let running = false;
  const cancels = new Map<string, () => void>();
  const busy = new Set<string>();
  const again = new Set<string>();

  const plan = (job: Job, ms: number): void => {
    cancels.get(job.name)?.();
    cancels.set(job.name, clock.after(ms, () => void run(job)));
  };

  const run = async (job: Job): Promise<void> => {
    if (!running) return;
    if (busy.has(job.name)) {
      again.add(job.name);
      return;
    }
    cancels.get(job.name)?.();
    busy.add(job.name);
    let wait = longest;
    try {
      wait = Math.min(longest, Math.max(shortest, (await job.run()) - clock.now()));
    } catch (error) {
      onError(job.name, error);
    }
    busy.delete(job.name);
    if (running) plan(job, again.delete(job.name) ? 0 : wait);
  };

  return {
    start: () => {
      if (running) return;
      running = true;
      for (const job of jobs) plan(job, 0);
    },
    stop: () => {
      running = false;
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
    },
    wake: (name) => {
      for (const job of jobs) if (!name || job.name === name) void run(job);
    },
  };
}
