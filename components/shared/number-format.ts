const cache = new Map<string, Intl.NumberFormat>();

function formatter(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  const known = cache.get(key) ?? new Intl.NumberFormat(language, options);
  cache.set(key, known);
  return known;
}

/** `1,204`, from ten thousand on `12.4K`. */
export function formatCount(language: string, count: number): string {
  return formatter(language, count >= 10_000 ? { notation: 'compact', maximumFractionDigits: 1 } : {}).format(count);
}

/** At most `digits` decimals. */
export function formatNumber(language: string, value: number, digits = 2): string {
  return formatter(language, { maximumFractionDigits: digits }).format(value);
}

/** A share of 0 to 1 in percent, rounded down, so that 99.996 % never reads as 100 %. */
export function formatShare(language: string, share: number): string {
  return formatter(language, { style: 'percent', maximumFractionDigits: 2 }).format(Math.floor(share * 10_000) / 10_000);
}

export function formatUnit(language: string, value: number, unit: string, digits = 0): string {
  return formatter(language, { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: digits }).format(value);
}

/** A latency: `184ms`, `2.3s`. */
export function formatLatency(language: string, ms: number): string {
  return ms < 1000 ? formatUnit(language, Math.round(ms), 'millisecond') : formatUnit(language, ms / 1000, 'second', 1);
}
