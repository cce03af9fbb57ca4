import type { Clock } from './clock.ts';

/** Resolves when the work is done, or after so many ms, while it goes on; rejects as the work does until then. */
export function within(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((done, fail) => {
    const cancel = clock.after(ms, done);
    work.then(cancel).then(done, fail);
  });
}
