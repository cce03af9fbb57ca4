import type { alertsPhrases } from '../ops-alerts/alerts-phrases.ts';
import type { errorsPhrases } from '../ops-errors/errors-phrases.ts';
import type { healthPhrases } from '../ops-health/health-phrases.ts';
import type { sharedPhrases } from './shared-phrases.ts';

/** Every phrase of every element. Types only: an element's chunk carries no more than its own English. */
export type Phrase = keyof typeof sharedPhrases | keyof typeof healthPhrases | keyof typeof alertsPhrases | keyof typeof errorsPhrases;
export type Translation = { readonly [P in Phrase]?: string };
export type PhraseValues = Readonly<Record<string, string | number>>;

// One for the page, as `customElements` is: every copy of an element that is imported from here speaks the same language.
const translations = new Map<string, Translation>();

/**
 * Adds a language. `{name}` stands for a value; forms for a count `{n}` stand between `|`, in the order zero, one, two, few,
 * many, other, as many as the language has. What is missing stays English.
 * @example addTranslation('de', { 'n-events': '{n} Ereignis|{n} Ereignisse' });
 */
export function addTranslation(language: string, translation: Translation): void {
  translations.set(language, { ...translations.get(language), ...translation });
}

const formOrder = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** The phrase in `language` or its parent (`de` for `de-AT`), else in English. */
export function phrase(language: string, english: Translation, key: Phrase, values: PhraseValues = {}): string {
  const own = (translations.get(language) ?? translations.get(language.split('-')[0] ?? ''))?.[key];
  const forms = (own ?? english[key] ?? key).split('|');
  let text = forms[0] ?? '';
  if (forms.length > 1) {
    const rules = new Intl.PluralRules(own === undefined ? 'en' : language);
    const names = formOrder.filter((name) => rules.resolvedOptions().pluralCategories.includes(name as Intl.LDMLPluralRule));
    text = forms[names.indexOf(rules.select(Number(values['n'])))] ?? forms.at(-1) ?? '';
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
