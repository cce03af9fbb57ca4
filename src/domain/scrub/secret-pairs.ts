import { mark, withoutMarks } from './mark.ts';
import { isSecretValue, type SecretKey, type SecretKeyOf } from './secret-names.ts';
import type { TextRule } from './text-rule.ts';

/**
 * A name of one or two words, what stands between, and the quote that opens the value: `password=`, `"apiKey": "`, `?token=`,
 * `API key: `, `the PIN is `, `<password>`, `PIN 1234`, in JSON within JSON (`\"token\":\"`), percent-encoded (`token%3D`).
 * Everything has a bound, so that each name is read a fixed number of times.
 */
const pair =
  /([?&#]|(?<![\w$.-]|Filtered:)(?:[\w-]{1,20} )??)([\w$.[\]\x80-\uffff-]{1,80}(?:\\{0,7}["'][ ,]\\{0,7}["']?value)?)(?=[\\"'`\s=:%>&])(\\{0,7}["'`]|&quot;|%22)?(\s{0,3}(?:=>?|:=?|%(?:25)?3[AaDd])\s{0,3}|(?<=<[\w:.-]{1,40})(?: [^<>]{0,99})?>|(?<=")(?:\s|\\[rn]){2,4}| (?:->|is|was|to|changed to) | (?=\S{0,30}\d|"\S{1,40}"|'\S{1,40}'))(\\{0,7}["'`]|&quot;|%22)?/g;

/** Enough of a value to judge it; only what goes is read to its end. */
const glance = 256;

/** What no word of a sentence is: digits in it, camel case, or very long. */
const likeSecret = /\S\S\d|\d\S\S|=|[a-z][A-Z]|\S{20}/;

/** A value without quotes: in brackets, two deep; or a word, without the punctuation behind it. */
const plain = /[[{](?:[^[\]{}]|[[{][^[\]{}]*[\]}])*[\]}]|(?:[^\s;"'<>`\\&]|&(?![\w.%[\]-]{1,40}=))*(?<![.,:!?)}])/y;

/** Some headers have several words. */
const header = /(?:="[^"\n]*"|[^\n"'`])*/y;

function valueLength(text: string, from: number, open: string | undefined, pattern: RegExp): number {
  if (!open) {
    pattern.lastIndex = from;
    return pattern.exec(text)?.[0].length ?? 0;
  }
  let end = from - 1;
  do end = text.indexOf(open, end + 1);
  while (text[end - 1] === '\\');
  return (end < 0 ? text.length : end) - from;
}

/** What a sentence goes on with: `the password is too short`. */
const sentence = /^(?:[a-z]{1,3}|\w+(?:ed|ing|ble)|been|weak|short|empty|(?:in)?correct|wrong|reset)$/i;

function mustGo(key: SecretKey, name: string, sign: string, value: string): boolean {
  if (!isSecretValue(key, value)) return false;
  // `auth_token: abc` is no sentence, nor is what is assigned, tagged or in quotes.
  if (!/^ | $/.test(sign) || sign.includes('=') || (sign.includes(':') && /[_-]|[a-z][A-Z]/.test(name))) return true;
  // `with password hunter2`, but no id, date or version: `changed password user_123`
  if (sign === ' ') return likeSecret.test(value) && !/[_.-]/.test(value);
  return (key.kind === 'password' && !sign.includes('to') && !(sign > ' i' && sentence.test(value))) || likeSecret.test(withoutMarks(value));
}

/** Takes out the secrets that a text names. */
export const createSecretPairs = (secretKeyOf: SecretKeyOf): TextRule => (text) => {
  let out = '';
  let done = 0;
  for (let find; (find = pair.exec(text)); ) {
    const [, before = '', name = '', quote = '', sign = '', open] = find;
    const start = pair.lastIndex;
    // A value may hold a pair itself (`message: password=…`).
    pair.lastIndex = find.index + before.length + name.length;
    const key = secretKeyOf(name) ?? (before ? secretKeyOf(before + name) : undefined);
    if (!key) continue;
    const pattern = !quote && sign.includes(':') && /^(?:authorization|cookie)$/.test(key.kind) ? header : plain;
    const limited = text.slice(start, start + glance);
    if (sign === ' ' && (quote || (open && key.kind !== 'password'))) continue;
    if (!mustGo(key, name, open ? '=' : sign, limited.slice(0, valueLength(limited, 0, open, pattern)))) continue;
    const end = start + valueLength(text, start, open, pattern);
    // What was a number in JSON becomes a text.
    const around = open ? '' : quote;
    out += text.slice(done, start) + around + mark(key.kind) + around;
    pair.lastIndex = done = end;
  }
  return out + text.slice(done);
};
