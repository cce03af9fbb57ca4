/**
 * Which names promise a secret. A name is compared as its words, so that `apiKey`, `api_key`, `API-KEY` and `apikey` are
 * one, and by its end: `passwordResetToken` is a token, `tokenCount` a count.
 */
import { withoutMarks } from './mark.ts';
import { remember } from './remember.ts';

export interface SecretKey {
  /** In the mark: `[Filtered:password]`. */
  readonly kind: string;
  /** What a value must have in it. */
  readonly value: RegExp;
}

export type SecretKeyOf = (name: string) => SecretKey | undefined;

const anything = /./s;
const sixDigits = /\d(?:\D*\d){5}/;
/** A status code is none. */
const noStatus = /\D|\d{4}/;
const number = ' ?(?:num(?:[bm]er)?|n[or])';

/** What people call the numbers that states and hospitals give them, and those by which they are called. */
export const personNumber = '\\b(?:ssn|nino|cpf|cnpj|dni|ni[efr]|nhs|pesel|bsn|hetu|cpr|tfn|mrn|aadhaar|medicare|passport|social ?security|(?:person|fødsels|rijksregister|steuer)num+er|(?:steuer|tax|national|identity)[ -]?id)';
export const phoneNumber = 'phone|mobile?|\\b(?:tel|tel[eé]fono?|cell|fax|handy)|whatsapp';

/** In order; `query` is what follows `?`, `&` or `#`: parameters that mean something else anywhere else. */
const names: readonly (readonly [kind: string, name: string, value?: RegExp])[] = [
  ['national-id', `${personNumber}|medical ?record|(?:security|national|personal|tax|insurance|record|licen[cs]e|identity|\\bid)${number}`, sixDigits],
  ['birth-date', '\\bdob|birth ?da(?:y|te)|of ?birth', sixDigits],
  ['cookie', 'cookie|(?:php|j|\\b)sess(?:ion)?id|connect sid'],
  ['token', 'token|jwt|[cx]srf|bearer|saml ?response', noStatus],
  ['token', 'query (?:code|ticket|key|s(?:ession)?(?: ?id)?)', /^(?=.*\d).{12}|^\d{6,8}$/],
  ['token', 'query (?:auth|sig(?:nature)?)', /^(?=.*\d).{6}/],
  ['password', 'pass? ?wor[dt]|passwd|pass ?code|(?:pass|seed|recovery) ?phrase|pwd|\\bpw|contrase[nñ]a|senha|de passe|l[oö]senord'],
  ['password', '\\bpass', /\D/],
  ['secret', 'secret(?: ?access)?(?: ?key)?(?: base)?|(?:amz|goog|access) ?signature'],
  ['api-key', '(?:api|app(?:lication)?|access|auth|private|encryption|signing|session|client|service|account|subscription|master|licen[cs]e) ?key', noStatus],
  ['authorization', 'authori[sz]ation|credential|(?:x|http|basic|proxy) ?auth|^ auth', noStatus],
  ['pin', '\\bpin|otp|\\bcsc|cv[cnv]|(?:security|verification|recovery|reset|access|auth(?:ori[sz]ation)?|factor|backup|mfa|2 ?fa|time|login|sms|your) ?code|(?:security|question) ?answer'],
  ['card', `(?:card|credit|debit|cc)${number}|(?:credit|debit) ?card|\\bpan`, sixDigits],
  ['bank-account', `iban|(?:account|routing)${number}|bank ?account|sort ?code`, sixDigits],
  ['phone', `${phoneNumber}|contact${number}`, /^[^a-z]{0,9}\d[^a-z]{4,}\d/i],
];

/** For a coarser look, at text as it stands: a name within any word. */
export const nameAnywhere = names.map(([, name]) => name).join('|').replaceAll('\\b', '').replaceAll(' ?', '.?');

/** One search for all of them; the group that took part says which it was. */
const anyName = new RegExp(`(?:${names.map(([, name]) => `(${name})`).join('|')})(?: ?(?:hash|value|confirm(?:ation)?|code|${number}))?s?[ \\d]*$`);

const wordsOf = (name: string): string =>
  withoutMarks(name)
    .replace(/^[?&#]/, 'query ')
    .replace(/(?<=[a-z\d])[A-Z]/g, ' $&')
    .replace(/[^\p{L}\p{N}*]+/gu, ' ')
    .toLowerCase();

/** `custom`: names of the page's own; `*` stands for anything (`*Token`). */
export function createSecretKeyOf(custom: readonly string[], isOn: (kind: string) => boolean): SecretKeyOf {
  const plain = (words: string): string => words.replaceAll(' ', '');
  // No name is a blank.
  const own = new RegExp(`^(?:${[' ', ...custom.map((name) => plain(wordsOf(name))).filter(Boolean)].join('|').replaceAll('*', '.*')})$`);
  return remember((name) => {
    if (name.length > 99) return undefined;
    const words = wordsOf(name);
    if (own.test(plain(words))) return { kind: 'custom', value: anything };
    const groups = anyName.exec(words);
    const found = groups && names[groups.findIndex((group, at) => at && group) - 1];
    // A number under a plural is a count.
    return found && isOn(found[0]) ? { kind: found[0], value: /[^s ]s$/.test(words) ? /\D|\d{8}/ : (found[2] ?? anything) } : undefined;
  });
}

/** Gives nothing away, whatever the name. */
const harmless = /^(?:\W{1,2}\**|await|null|undefined|none|true|false|yes|no|ok|include|omit|same-origin|required|missing|invalid|expired|must|is|has|not|bearer|basic)$/i;

/** Must `value`, which stands under a name of that kind, go? */
export function isSecretValue(key: SecretKey, value: string): boolean {
  const bare = withoutMarks(value).trim();
  return key.value.test(bare) && !harmless.test(bare);
}
