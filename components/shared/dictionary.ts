import { cachedFormat } from './cached-format.ts';
import { formatNumber } from './number-format.ts';
import type { Phrase } from './phrases.ts';

export type { Phrase };
export type Translation = { readonly [P in Phrase]?: string };
export type PhraseValues = Readonly<Record<string, string | number>>;

// One for the page, as `customElements` is: every element that is imported from here speaks the same language.
const translations = new Map<string, Translation>();

/**
 * Adds a language. The English text is the key, `{name}` stands for a value; forms for a count `{n}` stand between `|`, in the
 * order zero, one, two, few, many, other, as many as the language has. What is missing stays English.
 * @example addTranslation('de', { '{n} event|{n} events': '{n} Ereignis|{n} Ereignisse' });
 */
export function addTranslation(language: string, translation: Translation): void {
  translations.set(language, { ...translations.get(language), ...translation });
}

const formOrder: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** The text in `language` or its parent (`de` for `de-AT`), else as it stands. */
export function phrase(language: string, key: Phrase, values: PhraseValues = {}): string {
  const own = (translations.get(language) ?? translations.get(language.split('-')[0] ?? ''))?.[key];
  const forms = (own ?? key).split('|');
  let form = 0;
  if (forms.length > 1) {
    const rules = cachedFormat(Intl.PluralRules, own === undefined ? 'en' : language, {});
    const { pluralCategories } = rules.resolvedOptions();
    form = formOrder.filter((name) => pluralCategories.includes(name)).indexOf(rules.select(Number(values['n'])));
  }
  const text = forms[form] ?? forms.at(-1)!;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name] ?? whole;
    return typeof value === 'number' ? formatNumber(language, value) : value;
  });
}
