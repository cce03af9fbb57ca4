/** What is remembered of a script: its map, or that there is none. */
export interface Remembered {
  readonly key: string;
  /** Characters of script and map; 0: there is none. */
  readonly size: number;
  /** epoch ms */
  readonly usedAt: number;
  /** epoch ms; from then on it is read anew */
  readonly until: number;
}

export const cacheLimits = {
  /** Characters of all scripts and maps. */
  size: 64_000_000,
  maps: 20,
  /** Scripts known to have none. */
  failures: 500,
  /** ms since a map was last used */
  age: 30 * 60_000,
  /** ms; what may be over by then: no network, no answer in time, a server in trouble. All else stays as it is for a release. */
  retry: 5 * 60_000,
} as const;

/** The keys of what is to be forgotten: what is too old, and what was not used for longest where there is too much. */
export function toForget(all: readonly Remembered[], now: number, limits: Readonly<Record<'size' | 'maps' | 'failures', number>> = cacheLimits): readonly string[] {
  let size = 0;
  let maps = 0;
  let failures = 0;
  return [...all]
    .sort((a, b) => b.usedAt - a.usedAt)
    .filter((one) => {
      if (one.until <= now) return true;
      if (!one.size) return ++failures > limits.failures;
      size += one.size;
      return ++maps > limits.maps || size > limits.size;
    })
    .map(({ key }) => key);
}
