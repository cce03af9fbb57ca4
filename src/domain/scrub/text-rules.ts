/** What is recognised by its looks, wherever it stands, in order. */
import { cardLength, ibanLength, spanishIdLength } from './check-digits.ts';
import { textRule, type TextRule } from './text-rule.ts';

/** `app.js` behind an `@` is a stack line or a retina image (`logo@2x.png`), not a mail domain. */
const mailLength = (found: string): number => (/^git@|\.(?:[cm]?[jt]sx?|vue|html|css|wasm|png|jpe?g|svg|webp)$/i.test(found) ? 0 : found.length);

/** Before names are looked at: what would be cut in two by them. */
export const tokenRules: readonly TextRule[] = [
  textRule('private-key', /-----BEGIN [A-Z ]{0,40}PRIVATE KEY[^]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY[A-Z -]{0,20}|$)/g),
  textRule('credentials', /(?<=:\/\/)(?!\[Filtered:)[^\s/?#"'<>]+(?=@)/g),
  // RFC 5321 without the characters that part a URL's query; quoted local parts as well.
  textRule('email', /(?:(?<![\w.%+'\x80-\uffff-])[\w.%+'\x80-\uffff-]+?|"[^"\s@]{1,64}")(?:@|%40)(?:[\w\x80-\uffff-]{1,63}\.){1,8}[a-z\x80-\uffff]{2,24}(?![\w\x80-\uffff])/gi, mailLength),
  textRule('jwt', /(?<![\w-])eyJ[\w-]{8,}(?:\.[\w-]*)+/g),
  // By prefix and form: AWS; Twilio; npm; OpenAI, Anthropic. By prefix and length: GitHub, GitLab, Slack, Stripe, Google, SendGrid, Hugging Face, Shopify.
  // No word of a program is that long without a digit.
  textRule(
    'api-key',
    /(?<![A-Za-z\d])(?:A[KS]IA[A-Z\d]{16}|(?:AC|SK)[\da-z]{32}|npm_[A-Za-z\d]{30,}|sk-(?:(?:proj|ant|or)-[\w-]{16,}|[A-Za-z\d]{20,})|(?:gh[oprsu]_|github_pat_|glpat-|xox[a-z]-|xapp-|hooks\.slack\.com\/services\/|[rsp]k_(?:live|test)_|whsec_|AIza|ya29\.|GOCSPX-|1\/\/0|SG\.[\w-]{16,64}\.|hf_|shp[a-z]{2}_)(?=[A-Za-z_-]{0,60}\d)[\w+/=-]{16,})/g,
  ),
  // But not the words that follow in a sentence.
  textRule('authorization', /(?<=\bbearer\s)(?!auth|scheme|header|error|require|missing|invalid|expire)[\w.~+/=-]{6,}/gi),
  textRule('authorization', /(?<=\b[Bb](?:asic|ASIC)\s)(?=\S{0,60}(?:\d|[a-z][A-Z]))[\w+/=-]{6,}/g),
];

/** After names, which say more about a number than its looks. */
export const numberRules: readonly TextRule[] = [
  textRule('iban', /(?<![A-Z\d])[A-Z]{2}\d\d(?: ?|-(?=\w{4}-))[A-Z\d]{4}([ -]?)[A-Z\d]{4}(?:\1[A-Z\d]{4}){0,5}(?:\1[A-Z\d]{1,3})?(?![A-Z\d])/gi, ibanLength),
  textRule('card', /(?<![A-Za-z\d]|\d\.)(?:\d{4}([ .\xa0\u2010-\u2015-]{1,3})(?:\d{4}\1\d{4}\1\d{4}|\d{6}\1\d{4,5})(?:\1\d{3})?|\d{14,19})(?![A-Za-z\d])/g, cardLength),
  // United States: 000, 666, group 00, serial 0000 and most of 9xx were never given out (SSA, 2011).
  textRule('ssn', /(?<![\w.-])(?!000|666|9\d\d.[0-4])\d{3}([ -])(?!00)\d\d\1(?!0000)\d{4}(?![\w-])/g),
  // By their form alone: United Kingdom (NINO), Brazil (CPF), Italy (codice fiscale), France (NIR); Spain (DNI, NIE).
  textRule('national-id', /(?<![\w.-])(?:[A-Z]{2} ?(?:\d\d ?){3}[A-D]|\d{3}\.\d{3}\.\d{3}-\d\d|[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]|[12](?: \d\d){3}(?: \d{3}){2} \d\d)(?![\w-])/g),
  textRule('national-id', /(?<![\w.-])[XYZ\d]\d{7}-?[A-Z](?![\w-])/g, spanishIdLength),
  // E.164. Below ten digits it is more often a difference: `+1234567 bytes`.
  textRule('phone', /(?<![\w+.-])(?:\+|%2B|00(?=[1-9]\d{0,2}[ (/]))[1-9](?:[ ()./-]{0,2}\d){9,14}(?!\d)/gi),
  // North America, unless it is called an order; the United Kingdom's NHS numbers look the same.
  textRule('phone', /(?<![\w+.-])(?<!\b(?:order|invoice|ref|ticket|case|sku|id|#)\W{0,3})(?:1[ .-])?(?:\([2-9]\d\d\)[ -]?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}(?![\w-]|\.\d)/gi),
  // Whatever is called a phone number, but epoch seconds or milliseconds, dates and addresses of machines.
  textRule(
    'phone',
    /(?=\(?\d(?:[ ()./-]{0,2}\d){6})(?<=\b(?:(?:tele)?phone|tel|mobile|cell|fax|sms|whatsapp|(?:call|contact) (?:me|us|him|her|them)|(?:my|his|her|their) number)(?:[ _-]?(?:number|no|is|at|to|on|sent)){0,3}[ .:=#"']{0,4})(?!1\d{9}(?:\d{3})?\b|(?:19|20)\d\d[-/.]|\d+(?:\.\d+){3}\b)\(?\d(?:[ ()./-]{0,2}\d){6,14}(?!\d)/gi,
  ),
];
