/** Sums by step of time and by name: `29453340 calls`. Flat, because a row with them is read and written often. */
export type Sums = Readonly<Record<string, number>>;

/** A copy to add to, of the steps since `from`. */
export function sumsSince(sums: Sums, from: number): Record<string, number> {
  return Object.fromEntries(Object.entries(sums).filter(([key]) => parseInt(key, 10) >= from));
}

export function addSum(sums: Record<string, number>, step: number, name: string, by: number): void {
  const key = `${Math.floor(step)} ${name}`;
  sums[key] = (sums[key] ?? 0) + by;
}

/** Of one name, or of all. */
export function sumOf(sums: Sums, from: number, name = ''): number {
  return Object.entries(sumsSince(sums, from)).reduce((sum, [key, value]) => (key.endsWith(name) ? sum + value : sum), 0);
}
