import type { Clock } from '../services/ports/clock.ts';

/** `setTimeout` takes a signed 32-bit number: a longer wait would end at once. */
const longest = 2 ** 31 - 1;

/** The system's own time. A timer is no alarm: after a sleep, or in a hidden page, it comes late. */
export function createSystemClock(): Clock {
  const after = (ms: number, run: () => void): (() => void) => {
    let cancel: () => void;
    const timer = setTimeout(() => (ms > longest ? (cancel = after(ms - longest, run)) : run()), Math.min(ms, longest));
    cancel = () => clearTimeout(timer);
    return () => cancel();
  };
  return { now: () => Date.now(), after };
}
