import { cachedFormat } from './cached-format.ts';

/** At most two decimals, or as the options say. */
export function formatNumber(language: string, value: number, options: Intl.NumberFormatOptions = { maximumFractionDigits: 2 }): string {
  return cachedFormat(Intl.NumberFormat, language, options).format(value);
}

/** `1,204`, from ten thousand on `12.4K`. */
export function formatCount(language: string, count: number): string {
  return formatNumber(language, count, count >= 10_000 ? { notation: 'compact', maximumFractionDigits: 1 } : {});
}

/** A share of 0 to 1 in percent, rounded down, so that 99.996 % never reads as 100 %. */
export function formatShare(language: string, share: number): string {
  return formatNumber(language, Math.floor(share * 10_000) / 10_000, { style: 'percent', maximumFractionDigits: 2 });
}

export function formatUnit(language: string, value: number, unit: string, maximumFractionDigits = 0): string {
  return formatNumber(language, value, { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits });
}

/** A latency: `184ms`, `2.3s`. */
export function formatLatency(language: string, ms: number): string {
  return ms < 1000 ? formatUnit(language, ms, 'millisecond') : formatUnit(language, ms / 1000, 'second', 1);
}
