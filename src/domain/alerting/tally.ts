/** Counts by name. */
export type Counts = Readonly<Record<string, number>>;

/** What was counted, summed by name. */
export function tally(names: readonly string[], ...others: readonly Counts[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const name of names) sum[name] = (sum[name] ?? 0) + 1;
  for (const counts of others) for (const name in counts) sum[name] = (sum[name] ?? 0) + (counts[name] ?? 0);
  return sum;
}
