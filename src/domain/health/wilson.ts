/** Lower bound of the Wilson score interval, 95 % (Wilson 1927): what share is certain from a sample of this size. */
export function wilsonLowerBound(bad: number, total: number): number {
  if (total <= 0) return 0;
  const z = 1.96;
  const share = bad / total;
  const centre = share + (z * z) / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  return Math.max(0, (centre - spread) / (1 + (z * z) / total));
}
