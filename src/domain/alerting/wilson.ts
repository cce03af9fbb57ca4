/** z of a two-sided 95 % interval. */
const z = 1.959963984540054;

/**
 * The interval that holds the true share behind `bad` of `total` with 95 % confidence (Wilson 1927). Unlike the naive one it
 * stays honest for small samples: `wilson(3, 20)` is about `{lower: 0.052, upper: 0.360}`.
 */
export function wilson(bad: number, total: number): { readonly lower: number; readonly upper: number } {
  // What is counted by minutes can have more bad ones than it has in all.
  const share = Math.min(1, bad / total);
  const zz = (z * z) / total;
  const middle = share + zz / 2;
  const reach = z * Math.sqrt((share * (1 - share)) / total + zz / (4 * total));
  return { lower: (middle - reach) / (1 + zz), upper: (middle + reach) / (1 + zz) };
}
