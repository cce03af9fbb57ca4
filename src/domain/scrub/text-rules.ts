/** What is recognised by its looks, wherever it stands, in order. */
import { cardLength, ibanLength, personLength } from './check-digits.ts';
import { personNumber, phoneNumber } from './secret-names.ts';
import type { Looks } from './text-rule.ts';

/** `app.js` behind an `@` is a stack line or a retina image (`logo@2x.png`), not a mail domain. */
const mailLength = (found: string): number => (/^git@|\.(?:[mc]?[jt]sx?|vue|svelte|wasm|html|css|png|jpe?g|svg|webp)$/i.test(found) ? 0 : found.length);

/**
 * Seven digits or more right behind a word that says what they are (`phone number is: …`), but epoch seconds or milliseconds, dates, fractions and
 * addresses of machines.
 */
const called = (words: string): RegExp =>
  RegExp(
    `(?=\\(?\\d(?:[ ()./+-]{0,2}\\d){6})(?<=(?:${words})(?:[ _-]?(?:num[bm]er|n[or]|is|at|to|on|sent)){0,3}[ .:=#"'/]{0,4})(?!\\d?\\.\\d|1\\d{9}(?:\\d{3})?\\b|(?:19|20)\\d\\d[-/.]|\\d+(?:\\.\\d+){3}\\b)\\(?\\d(?:[ ()./+-]{0,2}\\d){6,17}[A-Z]?(?!\\w)`,
    'gi',
  );

/** Before names are looked at: what would be cut in two by them. */
export const tokenRules: readonly Looks[] = [
  ['private-key', /-----BEGIN[\w %+]{0,40}PRIVATE[^]*?(?:-----END[\w %+]{0,60}-{0,5}|$)/g],
  ['credentials', /(?<=:\/\/)(?!\[Filtered:|git@)[^\s/?"'<>]+(?=@)|(?<= -u ["']?)[a-z][^\s:]*:(?!\/\/)[^\s"']+/gi],
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
    /(?<![A-Za-z\d])(?:A[KSBC][IC]A[A-Z\d]{16,}|(?:AC|SK|dapi|(?<![\w-])key-)[\da-f]{32,}|(?:bot)?\d{8,10}:AA[\w-]{30,}|(?:sk-|(?:gh[oprsu]|npm|hf|sbp|do[opr]_v1)_)[A-Za-z\d]{20,}|[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}|(?:github_pat_|gl[a-z]{1,4}t-|xox[a-z]-|xapp-|hooks\.slack\.com\/\w+\/|webhooks\/\d+\/|[rs]k_(?:live|test)_|whsec_|AIza|ya29\.|GOCSPX-|1\/\/0|SG\.[\w-]{16,64}\.|shp[a-z]{2}_|sk-[a-z]{2,7}-|pypi-|dckr_[op]at_|AT[AC]TT3|hv[bs]\.|dp\.[a-z]{2,5}\.|PMAK-|sq0[a-z]{3}-|EAA[AC]|NRAK-)(?=[A-Za-z_-]{0,60}\d)[\w+/=-]{16,}|(?!sha\d)(?:[A-Za-z][A-Za-z\d]{1,9}[_-]){1,3}(?=[A-Za-z]*\d)(?=[A-Z\d]*[a-z])(?=[a-z\d]*[A-Z])[A-Za-z\d]{30,})/g,
  ],
  // But not the words that follow in a sentence.
  ['token', /(?<=(?:reset|token|verify|invit|magic)[\w-]{0,20}\/)(?=[\w-]*\d)[\w~-]{12,}(?!\w|\.\w)/gi],
  ['authorization', /(?<=\bbearer(?:\s|%20|\+){1,3})(?!auth|realm|header|error|require|missing|invalid|expire)[\w.~+/=-]{6,}/gi],
  ['authorization', /(?<=\bbasic(?:\s|%20|\+){1,3})(?=\S{0,60}[\d=])[\w+/=-]{6,}/gi],
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
    /(?<![\w.-])(?:[A-Z]{2} ?(?:\d\d ?){3}[A-D]|\d{3}\.\d{3}\.\d{3}-\d\d|\d\d\.\d{3}\.\d{3}\/\d{4}-\d\d|[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]|[A-Z]{4}\d{6}[HM][A-Z]{5}\w\d|[A-Z]{3}P[A-Z]\d{4}[A-Z]|[12](?: \d\d){3}(?: \d{3}){2} \d\d|\d\d\.\d\d\.\d\d-\d{3}\.\d\d|[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[A-Y]|\d\d[01]\d[0-3]\d-[1-4]\d{6}|[2-9]\d{3} \d{4} \d{4}(?! \d))(?![\w-])/g,
  ],
  // By check digit: Spain; Sweden, where of the twenties of this century a date with a time of day is likelier.
  ['national-id', /(?<![\w.-])(?:[XYZ\d]\d{7}-?[A-Z]|(?:19|20[01])?\d\d[01]\d[0-36-9]\d[-+]\d{4})(?![\w-])/g, personLength],
  ['national-id', called(`${personNumber}|\\bsin`)],
  // `123456 is your code`, `use 123456 as your code`.
  ['pin', /\b\d{4,8}(?= [ai]s your )/g],
  // E.164. Below ten digits it is more often a difference: `+1234567 bytes`.
  ['phone', /(?:(?<![\w+.-])(?:\+|00(?=[1-9]\d{0,2}[ (/]))|%2B)[1-9](?:[ ()./-]{0,2}\d){9,14}(?!\d)/gi],
  // North America, unless it is called an order; the United Kingdom's NHS numbers look the same.
  ['phone', /(?<![\w+.-])(?<!\b(?:order|invoice|ref|ticket|case|sku|id|#)\W{0,3})(?:1[ .-])?(?:\([2-9]\d\d\)[ -]?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}(?![\w-]|\.\d)/gi],
  ['phone', called(`${phoneNumber}|\\bsms|\\b(?:call|contact) (?:me|us|him|her|them)|\\b(?:my|his|her|their) number`)],
  // A time has no letters, and no two colons beside each other.
  ['ip', /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)|(?<![\w:])(?=[\d:]{0,40}(?:::|[a-f]))(?:[\da-f]{0,4}:){2,7}[\da-f]{1,4}(?![\w:])/gi],
];
