/** What is recognised by its looks, wherever it stands, in order. */
import { cardLength, ibanLength, spanishIdLength, swedishIdLength } from './check-digits.ts';
import { personNumber, phoneNumber } from './secret-names.ts';
import type { Looks } from './text-rule.ts';

/** `app.js` behind an `@` is a stack line or a retina image (`logo@2x.png`), not a mail domain. */
const mailLength = (found: string): number => (/^git@|\.(?:[cm]?[jt]sx?|vue|html|css|wasm|png|jpe?g|svg|webp)$/i.test(found) ? 0 : found.length);

/** Right behind a word that says what the number is: `phone number is: …`. */
const called = (words: string): string => `(?<=(?:${words})(?:[ _-]?(?:number|nummer|n[or]|is|at|to|on|sent)){0,3}[ .:=#"']{0,4})`;

/** Before names are looked at: what would be cut in two by them. */
export const tokenRules: readonly Looks[] = [
  ['private-key', /-----BEGIN [A-Z ]{0,40}PRIVATE KEY[^]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY[A-Z -]{0,20}|$)/g],
  ['credentials', /(?<=:\/\/)(?!\[Filtered:|git@)[^\s/?#"'<>]+(?=@)/g],
  // RFC 5321 without the characters that part a URL's query; quoted local parts as well.
  [
    'email',
    /(?:(?<![\w.%+'\x80-\uffff-])[\w.%+'\x80-\uffff-]+?|"[^"\n]{1,64}")(?:@|%(?:25)?40)(?:[\w\x80-\uffff-]{1,63}\.){1,8}[a-z\x80-\uffff][a-z\d\x80-\uffff-]{1,23}(?![\w\x80-\uffff])/gi,
    mailLength,
  ],
  ['jwt', /(?<![\w-])eyJ[\w-]{8,}(?:\.[\w-]*)+/g],
  // Keys of providers; `docs/privacy.md` says whose. By form; by prefix where no word is that long; by prefix and a digit; and what no list knows:
  // words with `_` or `-`, then thirty of all three kinds of characters.
  [
    'api-key',
    /(?<![A-Za-z\d])(?:A(?:KI|SI|BI|CC)A[A-Z\d]{16}|(?:AC|SK|dapi|(?<![\w-])key-)[\da-f]{32}|(?:bot)?\d{8,10}:AA[\w-]{30,}|(?:sk-|(?:gh[oprsu]|npm|hf|sbp|do[opr]_v1|[rs]k_(?:live|test))_)[A-Za-z\d]{20,}|(?:github_pat_|gl(?:pat|[dr]t|ptt|soat)-|xox[a-z]-|xapp-|hooks\.slack\.com\/services\/|webhooks\/\d+\/|[rs]k_(?:live|test)_|whsec_|AIza|ya29\.|GOCSPX-|1\/\/0|SG\.[\w-]{16,64}\.|shp[a-z]{2}_|sk-(?:proj|ant|or|svcacct|admin)-|pypi-|dckr_[op]at_|AT[AC]TT3|hv[bs]\.|dp\.[a-z]{2,5}\.|PMAK-|sq0[a-z]{3}-|EAAA)(?=[A-Za-z_-]{0,60}\d)[\w+/=-]{16,}|(?!sha\d)(?:[a-z][a-z\d]{1,9}[_-]){1,3}(?=[A-Za-z]*\d)(?=[A-Z\d]*[a-z])(?=[a-z\d]*[A-Z])[A-Za-z\d]{30,})/g,
  ],
  // But not the words that follow in a sentence.
  ['authorization', /(?<=\bbearer\s)(?!auth|scheme|header|error|require|missing|invalid|expire)[\w.~+/=-]{6,}/gi],
  ['authorization', /(?<=\b[Bb](?:asic|ASIC)\s)(?=\S{0,60}(?:\d|[a-z][A-Z]))[\w+/=-]{6,}/g],
];

/** After names, which say more about a number than its looks. */
export const numberRules: readonly Looks[] = [
  ['iban', /(?<![A-Z\d])[A-Z]{2}\d\d(?: ?|-(?=\w{4}-))[A-Z\d]{4}([ -]?)[A-Z\d]{4}(?:\1[A-Z\d]{4}){0,5}(?:\1[A-Z\d]{1,3})?(?![A-Z\d])/gi, ibanLength],
  ['card', /(?<![A-Za-z\d]|\d\.)(?:\d{4}([ +.\xa0\u2010-\u2015-]{1,3}|%20)(?:\d{4}\1\d{4}\1\d{4}|\d{6}\1\d{4,5})(?:\1\d{3})?|\d{13,19})(?![A-Za-z\d]|\.\d)/g, cardLength],
  // United States: 000, 666, group 00, serial 0000 and most of 9xx were never given out (SSA, 2011).
  ['ssn', /(?<![\w.-])(?!000|666|9\d\d.[0-4])\d{3}([ -])(?!00)\d\d\1(?!0000)\d{4}(?![\w-])/g],
  // By their form alone: United Kingdom (NINO); Brazil (CPF, CNPJ); Italy (codice fiscale) and Mexico (CURP); India (PAN of a person); France (NIR);
  // Belgium; Finland (HETU) where
  // its last character is a letter.
  [
    'national-id',
    /(?<![\w.-])(?:[A-Z]{2} ?(?:\d\d ?){3}[A-D]|\d{3}\.\d{3}\.\d{3}-\d\d|\d\d\.\d{3}\.\d{3}\/\d{4}-\d\d|[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]|[A-Z]{4}\d{6}[HM][A-Z]{5}\w\d|[A-Z]{3}P[A-Z]\d{4}[A-Z]|[12](?: \d\d){3}(?: \d{3}){2} \d\d|\d\d\.\d\d\.\d\d-\d{3}\.\d\d|[0-3]\d[01]\d{3}[-A]\d{3}[A-Y])(?![\w-])/g,
  ],
  ['national-id', /(?<![\w.-])[XYZ\d]\d{7}-?[A-Z](?![\w-])/g, spanishIdLength],
  // Of the twenties of this century a date with a time of day is likelier.
  ['national-id', /(?<![\w.-])(?:19|20[01])?\d\d[01]\d[0-36-9]\d[-+]\d{4}(?![\w-])/g, swedishIdLength],
  [
    'national-id',
    RegExp(`(?=\\d(?:[ ./+-]?\\d){6})${called(`${personNumber}|\\bsin`)}(?!\\d?\\.\\d|(?:19|20)\\d\\d[-/.])\\d(?:[ ./+-]?\\d){6,17}[A-Z]?(?!\\w)`, 'gi'),
  ],
  // E.164. Below ten digits it is more often a difference: `+1234567 bytes`.
  ['phone', /(?<![\w+.-])(?:\+|%2B|00(?=[1-9]\d{0,2}[ (/]))[1-9](?:[ ()./-]{0,2}\d){9,14}(?!\d)/gi],
  // North America, unless it is called an order; the United Kingdom's NHS numbers look the same.
  ['phone', /(?<![\w+.-])(?<!\b(?:order|invoice|ref|ticket|case|sku|id|#)\W{0,3})(?:1[ .-])?(?:\([2-9]\d\d\)[ -]?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}(?![\w-]|\.\d)/gi],
  // Whatever is called a phone number, but epoch seconds or milliseconds, dates and addresses of machines.
  [
    'phone',
    RegExp(
      `(?=\\(?\\d(?:[ ()./-]{0,2}\\d){6})${called(`${phoneNumber}|\\bsms|\\b(?:call|contact) (?:me|us|him|her|them)|\\b(?:my|his|her|their) number`)}(?!1\\d{9}(?:\\d{3})?\\b|(?:19|20)\\d\\d[-/.]|\\d+(?:\\.\\d+){3}\\b)\\(?\\d(?:[ ()./-]{0,2}\\d){6,14}(?!\\d)`,
      'gi',
    ),
  ],
  // A time has no letters, and no two colons beside each other.
  ['ip', /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)|(?<![\w:])(?=[\d:]{0,40}(?:::|[a-f]))(?:[\da-f]{0,4}:){2,7}[\da-f]{1,4}(?![\w:])/gi],
];
