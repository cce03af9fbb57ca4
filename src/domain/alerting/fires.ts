import type { Sample } from './alert-levels.ts';

export const fewestSamples = 20;

/** Does a level fire? Above the threshold, never at it, and only where enough was seen to be sure. */
export function fires({ value, size, lower }: Sample, threshold: number): boolean {
  return value !== null && size >= fewestSamples && value > threshold && (lower ?? value) > threshold;
}
