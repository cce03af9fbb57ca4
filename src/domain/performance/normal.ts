/**
 * Chance that a standard normal value is above `z`, within 7.5 · 10⁻⁸: M. Abramowitz, I. A. Stegun: "Handbook of Mathematical Functions", 26.2.17.
 */
export function upperTail(z: number): number {
  const t = 1 / (1 + 0.231_641_9 * Math.abs(z));
  const tail = (Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI)) * t * (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
  return z < 0 ? 1 - tail : tail;
}
