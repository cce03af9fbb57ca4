import type { Phrase, PhraseValues } from './dictionary.ts';

/** A row of counts in a sentence, for those who cannot see it: latest, least, most, trend (later third against the first). */
export function sparklineWords(host: { t(key: Phrase, values?: PhraseValues): string }, values: readonly number[], tell: (value: number) => string | number = (value) => value): string {
  const third = Math.ceil(values.length / 3);
  const sum = (part: readonly number[]): number => part.reduce((total, value) => total + value, 0);
  const [early, late] = [sum(values.slice(0, third)), sum(values.slice(-third))];
  return host.t('latest {latest}, least {least}, most {most}, {trend}', {
    latest: tell(values.at(-1) ?? 0),
    least: tell(values.length > 0 ? Math.min(...values) : 0),
    most: tell(Math.max(0, ...values)),
    trend: host.t(late > early * 1.2 ? 'rising' : late < early * 0.8 ? 'falling' : 'steady'),
  });
}
