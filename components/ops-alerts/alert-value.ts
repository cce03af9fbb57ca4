import type { Incident } from '../../src/contract/alert.ts';
import { formatNumber } from '../shared/number-format.ts';

/** The measured value and its threshold as people write them: a share of one in percent, a latency in ms, a count as it is. */
export function alertValue(language: string, { value, threshold, sampleSize, data }: Incident): { readonly value: string; readonly threshold: string } | null {
  if (value === null) return null;
  const share = threshold > 0 && threshold < 1;
  // Counts are whole and have no sample behind them; what is measured on one, and is no share, is a latency.
  const unit = typeof data['unit'] === 'string' ? data['unit'] : share ? '%' : sampleSize === null ? '' : 'ms';
  const write = (number: number): string => `${formatNumber(language, share ? number * 100 : number)} ${unit}`.trim();
  return { value: write(value), threshold: write(threshold) };
}
