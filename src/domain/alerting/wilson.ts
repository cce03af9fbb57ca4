/** z of a two-sided 95 % interval. */
const z = 1.959963984540054;

/**
 * The interval that holds the true share behind `bad` of `total` with 95 % confidence (Wilson 1927). Unlike the naive one it
 * stays honest for small samples: `wilson(3, 20)` is about `{lower: 0.052, upper: 0.360}`.
 */
export function wilson(bad: number, total: number): { readonly lower: number; readonly upper: number } {
  if (total <= 0) return { lower: 0, upper: 1 };
  const share = Math.min(1, Math.max(0, bad / total));
  const zz = (z * z) / total;
  const middle = share + zz / 2;
  const reach = z * Math.sqrt((share * (1 - share)) / total + zz / (4 * total));
  return { lower: Math.max(0, (middle - reach) / (1 + zz)), upper: Math.min(1, (middle + reach) / (1 + zz)) };
}
