import type { Incident } from '../../src/contract/alert.ts';
import { formatNumber } from '../shared/number-format.ts';

/** The measured value and its threshold as people write them. A ratio comes as percent, or as a share of one when its threshold is below one. */
export function alertValue(language: string, { value, threshold, sampleSize, data }: Incident): { readonly value: string; readonly threshold: string } | null {
  if (value === null) return null;
  const ratio = sampleSize !== null;
  const factor = ratio && threshold < 1 ? 100 : 1;
  const unit = typeof data['unit'] === 'string' ? ` ${data['unit']}` : ratio ? ' %' : '';
  const write = (number: number): string => `${formatNumber(language, number * factor)}${unit}`;
  return { value: write(value), threshold: write(threshold) };
}
