export type Gate = <T>(run: () => Promise<T>) => Promise<T>;

/** Lets so many in at once. */
export function gate(limit: number): Gate {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return async (run) => {
    if (inside >= limit) await new Promise<void>((done) => waiting.push(done));
    inside++;
    try {
      return await run();
    } finally {
      inside--;
      waiting.shift()?.();
    }
  };
}
