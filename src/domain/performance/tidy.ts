/** Four digits: what a person reads, and no more than a sketch knows. Exact to the unit above 9,999. */
export function tidy(value: number): number {
  return Math.abs(value) >= 10_000 ? Math.round(value) : Number(value.toPrecision(4));
}
