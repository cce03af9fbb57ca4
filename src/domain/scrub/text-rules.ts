/**
 * What is recognised by its looks, in order. Every pattern is linear in the text: it starts only where a run of its own
 * characters starts (or has a bound on its length), and neighbouring parts share no characters, so that nothing is read
 * twice. `check` says how many characters of the find really go (0: it only looked like it).
 */
import { cardLength } from './card-number.ts';
import { ibanLength } from './iban-length.ts';
import { isAadhaar, isCpf, isDni, isHetu, isNhsNumber, isNir, isPersonnummer } from './national-id.ts';

export interface TextRule {
  /** In the mark: `[Filtered:email]`. */
  readonly kind: string;
  /** The rule is tried only in texts where this cheap sign was seen. */
  readonly sign: 'at' | 'token' | 'digits';
  /** Global. A group `keep` stays: it is what the find was recognised by. */
  readonly pattern: RegExp;
  readonly check?: (found: string) => number;
}

/** One search each decides which rules a text has to go through; most texts show none of them. */
export const signs: Readonly<Record<TextRule['sign'], RegExp>> = {
  at: /@|%40/,
  token:
    /eyJ|-----BEGIN|[Bb]earer\s|BEARER\s|[Bb]asic\s|BASIC\s|A[A-Z]{3}[A-Z\d]{16}|gh[a-z]_|github_pat|glpat-|xox[a-z]-|xapp-|hooks\.slack|[spr]k_(?:live|test)|whsec_|AIza|ya29\.|GOCSPX|1\/\/0|SG\.|(?:AC|SK)[\da-f]{32}|np[mx]?_|pypi-|sk-|key-|-us\d|sq0|shp[a-z]{2}_|do[opr]_v1|hf_|dapi|lin_api|ATATT|:AA|hvs\.|PMAK|NRAK|dckr_|sntry|EAA|[MNO][\w-]{23,25}\.[\w-]{6}\./,
  digits: /(?:\d\D{0,2}){6}/,
};

const when = (is: (found: string) => boolean) => (found: string): number => (is(found) ? found.length : 0);

/** Not the words that follow `Bearer` and `Basic` in sentences. */
const isCredential = (found: string): boolean => /\d|[a-z][A-Z]/.test(found) || found.length > 31;
const isBearer = (found: string): boolean => isCredential(found) || !/^(?:auth|cred|scheme|header|format|requir|realm|error|expir|invalid|missing|reject|valid|verif|security)/i.test(found);

/** `app.js` behind an `@` is a stack line or a retina image (`logo@2x.png`), not a mail domain. */
const isMail = when((found) => !/(?:^git(?:@|%40))|\.(?:[cm]?[jt]sx?|vue|svelte|html?|css|wasm|json|map|bundle|php|png|jpe?g|gif|svg|webp|avif|ico)$/i.test(found));

/** Seconds and milliseconds since 1970, ISO dates and IPv4 addresses are no phone numbers, whatever stands before them. */
const isPhone = when((found) => {
  const digits = found.replace(/\D/g, '');
  return digits.length < 16 && !/^1\d{9}(?:\d{3})?$|^(?:19|20)\d\d([-/.])[01]\d\1|^\d{1,3}(?:\.\d{1,3}){3}$|^\(?0{5}/.test(found);
});

/** 000, 666 and 9xx were never given out, nor group 00, nor serial 0000 (SSA, 2011); 9xx is an ITIN with these groups. */
const ssn = String.raw`(?!000|666)(?:[0-8]\d\d|9\d\d(?=[ -]?(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])))(?<gap>[ -]?)(?!00)\d\d\k<gap>(?!0000)\d{4}(?![\w-])`;

const phoneDigits = String.raw`(?:\+|%2B)?\(?\d(?:[ ().\/-]{0,2}\d){6,14}(?!\d)`;

export const textRules: readonly TextRule[] = [
  { kind: 'private-key', sign: 'token', pattern: /-----BEGIN [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----[^]*?(?:-----END [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g },
  { kind: 'credentials', sign: 'at', pattern: /(?<keep>:\/\/)(?!\[Filtered:credentials\]@)[^\s/?#"'<>]+(?=@)/g },
  {
    kind: 'email',
    sign: 'at',
    // RFC 5321 without the characters that part a URL's query; quoted local parts as well.
    pattern: /(?:(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+?|"[^"\s@]{1,64}")(?:@|%40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])/gu,
    check: isMail,
  },
  { kind: 'jwt', sign: 'token', pattern: /(?<![A-Za-z\d])eyJ[\w+/-]{12,}={0,2}(?:\.[\w-]*){0,4}/g, check: when((found) => found.includes('.') || found.length > 39) },
  {
    kind: 'api-key',
    sign: 'token',
    pattern: new RegExp(
      String.raw`(?<![A-Za-z\d])(?:${[
        '(?:AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AROA|ANPA)[A-Z\\d]{16}(?![A-Za-z\\d])', // AWS
        'gh[oprsu]_[A-Za-z\\d]{20,}|github_pat_\\w{20,}|glpat-[\\w-]{18,}', // GitHub, GitLab
        'xox[a-z]-[\\w-]{10,}|xapp-[\\w-]{10,}|hooks\\.slack\\.com/services/[\\w/]{10,}', // Slack
        '[rsp]k_(?:live|test)_\\w{8,}|whsec_[\\w+/=]{16,}', // Stripe
        'AIza[\\w-]{30,}|ya29\\.[\\w-]{16,}|GOCSPX-[\\w-]{16,}|1//0[\\w-]{20,}', // Google
        'SG\\.[\\w-]{16,64}\\.[\\w-]{16,}', // SendGrid
        '(?:AC|SK)[\\da-f]{32}(?![A-Za-z\\d])', // Twilio
        'np[mx]?_[A-Za-z\\d]{30,}|pypi-[\\w-]{16,}|dckr_pat_[\\w-]{16,}', // npm, PyPI, Docker
        'sk-(?:proj|ant|or|svcacct)-[\\w-]{16,}|sk-[A-Za-z\\d]{20,}(?![\\w-])|hf_[A-Za-z\\d]{20,}', // OpenAI, Anthropic, Hugging Face
        'key-[\\da-z]{32}(?![A-Za-z\\d])|[\\da-f]{32}-us\\d{1,2}', // Mailgun, Mailchimp
        'sq0[a-z]{3}-[\\w-]{20,}|shp(?:at|ca|pa|ss)_[\\dA-Fa-f]{32}|EAA[A-Za-z\\d]{60,}', // Square, Shopify, Facebook
        'do[opr]_v1_[\\da-f]{40,}|dapi[\\da-f]{32}|lin_api_\\w{20,}|ATATT\\w{20,}|hvs\\.[\\w-]{20,}', // DigitalOcean, Databricks, Linear, Atlassian, Vault
        'PMAK-[\\da-f-]{20,}|NRAK-[A-Z\\d]{20,}|sntry[su]_[\\w+/=]{20,}', // Postman, New Relic, Sentry
        '\\d{8,10}:AA[\\w-]{32,35}|[MNO][\\w-]{23,25}\\.[\\w-]{6}\\.[\\w-]{27,}', // Telegram, Discord
      ].join('|')})`,
      'g',
    ),
  },
  { kind: 'authorization', sign: 'token', pattern: /(?<keep>\bbearer\s{1,4})[A-Za-z\d._~+/=-]{6,}/gi, check: when(isBearer) },
  { kind: 'authorization', sign: 'token', pattern: /(?<keep>\bbasic\s{1,4})[A-Za-z\d+/=_-]{8,}/gi, check: when(isCredential) },
  { kind: 'iban', sign: 'digits', pattern: /(?<![A-Za-z\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]{11,30}|([ -])[A-Z\d]{4}(?:\1[A-Z\d]{4}){1,6}(?:\1[A-Z\d]{1,4})?)(?![A-Z\d])/gi, check: ibanLength },
  { kind: 'card', sign: 'digits', pattern: /(?<![A-Za-z\d])(?<!\d\.)(?:\d{4}([ .\u00a0\u2010-\u2015-]{1,3})\d{4}\1\d{4}\1\d{1,4}(?:\1\d{3})?|\d{4}([ .\u00a0\u2010-\u2015-]{1,3})\d{6}\2\d{4,5}|\d{13,19})(?![A-Za-z\d])/g, check: cardLength },
  { kind: 'ssn', sign: 'digits', pattern: new RegExp(String.raw`(?<![\w.-])(?=\d{3}[ -])${ssn}`, 'g') },
  { kind: 'ssn', sign: 'digits', pattern: new RegExp(String.raw`(?<keep>\b(?:ssn|social security(?: (?:number|no))?|tin)[^\w\n]{0,3}(?:is |no[.:]? |number )?)${ssn}`, 'gi') },
  { kind: 'national-id', sign: 'digits', pattern: /(?<![\w-])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?![\w-])/g },
  { kind: 'national-id', sign: 'digits', pattern: /(?<![\w-])[XYZ\d]\d{7}-?[A-HJ-NP-TV-Z](?![\w-])/g, check: when((found) => isDni(found.replace('-', ''))) },
  { kind: 'national-id', sign: 'digits', pattern: /(?<![\w.-])[12] ?\d\d ?(?:0[1-9]|1[0-2]) ?(?:\d\d|2[ABab]) ?\d{3} ?\d{3} ?\d\d(?![\w-])/g, check: when(isNir) },
  { kind: 'national-id', sign: 'digits', pattern: /(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d\d(?![\w-])/g, check: when(isCpf) },
  { kind: 'national-id', sign: 'digits', pattern: /(?<![\w.-])\d{3} \d{3} \d{4}(?![\w-])/g, check: when(isNhsNumber) },
  { kind: 'national-id', sign: 'digits', pattern: /(?<![\w.-])[2-9]\d{3}([ -])\d{4}\1\d{4}(?! ?\d|[\w-])/g, check: when(isAadhaar) },
  { kind: 'national-id', sign: 'digits', pattern: /(?<![\w.-])(?:19\d\d|20[01]\d|\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-+]\d{4}(?![\w-])/g, check: when(isPersonnummer) },
  { kind: 'national-id', sign: 'digits', pattern: /(?<![\w-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[-+A-FU-Y]\d{3}[\dA-FHJ-NPR-Y](?![\w-])/g, check: when(isHetu) },
  { kind: 'national-id', sign: 'digits', pattern: /(?<![\w-])[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z](?![\w-])/g }, // Italy, codice fiscale
  // E.164 has at most 15 digits; below 10 it is more often a difference (`+1234567 bytes`).
  { kind: 'phone', sign: 'digits', pattern: /(?<![\w+.-])(?:\+|%2B|00(?=[1-9]\d{0,2}[ (/]))[1-9](?:[ ()./-]{0,2}\d){9,14}(?!\d)/gi },
  {
    kind: 'phone',
    sign: 'digits',
    // North America: the area code in brackets, or three groups with dashes, unless it is called an order.
    pattern: /(?<![\w.+-])(?<!\b(?:order|invoice|ref|reference|ticket|case|sku|part|batch|lot|tracking|id|#)[ :#.]{0,3})(?:1[ .-])?(?:\([2-9]\d\d\)[ -]?|[2-9]\d\d[.-])\d{3}[ .-]\d{4}(?![\w-]|\.\d)/gi,
  },
  {
    kind: 'phone',
    sign: 'digits',
    pattern: new RegExp(String.raw`(?<keep>\b(?:tele)?(?:phone|tel|mobile|cell|fax|sms|whatsapp)(?:[ _-]?(?:phone|number|num|nr|no|is|at|to|on|was|from|sent|message)\b){0,3}[ .:=#"']{0,4})${phoneDigits}`, 'gi'),
    check: isPhone,
  },
  {
    kind: 'phone',
    sign: 'digits',
    pattern: new RegExp(String.raw`(?<keep>\b(?:(?:call|text|dial|contact|reach|ring)(?:ed|ing)?(?: (?:me|us|him|her|them|back|patient|customer|at|on)){1,3}|(?:my|his|her|their) number is):? {0,2})${phoneDigits}`, 'gi'),
    check: isPhone,
  },
];
