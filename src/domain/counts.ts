export type Counts = Readonly<Partial<Record<string, number>>>;

/** Counts by name, added up; a part that counts nothing adds no name. */
export function addCounts(parts: readonly Counts[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of parts) for (const name in counts) if (counts[name]) sum[name] = (sum[name] ?? 0) + counts[name];
  return sum;
}

/** How often each name occurs. */
export const tally = (names: readonly (string | number)[]): Record<string, number> => addCounts(names.map((name) => ({ [name]: 1 })));
