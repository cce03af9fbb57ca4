import type { Clock } from '../../src/services/ports/clock.ts';

export interface FakeClock extends Clock {
  /** Moves time and runs what falls due, in order, letting promises settle in between. */
  advance(ms: number): Promise<void>;
  set(now: number): void;
}

export function createFakeClock(start = Date.UTC(2026, 0, 5, 9)): FakeClock {
  let now = start;
  let timers: { at: number; run: () => void }[] = [];
  const settle = () => new Promise<void>((done) => setImmediate(done));
  return {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    set: (to) => void (now = to),
    advance: async (ms) => {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.run();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
