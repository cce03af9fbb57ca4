/** Time and its passing. `now`: epoch ms. A fake one makes tests of weeks take milliseconds. */
export interface Clock {
  now(): number;
  /** Calls `run` once after `ms`; the result cancels it. */
  after(ms: number, run: () => void): () => void;
}
