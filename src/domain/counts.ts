export type Counts = Readonly<Record<string, number>>;

/** Counts by name, added up. */
export function addCounts(parts: readonly Counts[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of parts) for (const name in counts) sum[name] = (sum[name] ?? 0) + (counts[name] ?? 0);
  return sum;
}

/** How often each name occurs. */
export const tally = (names: readonly (string | number)[]): Record<string, number> => addCounts(names.map((name) => ({ [name]: 1 })));
