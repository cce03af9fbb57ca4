import type { Clock } from '../services/ports/clock.ts';

/** ms until a part that could not be loaded is asked for again: a file that is not there must not be asked for with every batch */
const again = 10_000;

/** Loads the part when it is first asked for, and begins it once. Rejects with a sentence that names the file. */
export function createPartLoader<Given, Part>(load: () => Promise<Given>, clock: Clock, begin: (given: Given) => Part): () => Promise<Part> {
  let loading: Promise<Part> | undefined;
  return () =>
    (loading ??= load().then(begin, (error: unknown) => {
      clock.after(again, () => (loading = undefined));
      throw new Error(`expected prescripto-ops.on-demand.js beside the worker file, got ${String(error)}`);
    }));
}
