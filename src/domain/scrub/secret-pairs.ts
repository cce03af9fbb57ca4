/**
 * Secrets that a text names: `password=hunter2`, `"apiKey": "…"`, `?token=…`, `#access_token=…`, `Cookie: …`,
 * `--password …`, `the password is …`; in JSON within JSON (`\"token\":\"…\"`) and percent-encoded (`token%3D…`) as well.
 */
import { isMark, mark } from './mark.ts';
import { isSecretValue, type SecretKey, type SecretKeyOf } from './secret-keys.ts';

/** A name, what stands between, and the quote that opens the value. Bounded, so that each name is read a fixed number of times. */
const pair =
  /(?<![\w$.-]|\[Filtered:)(?<name>-{0,2}[\p{L}\p{N}_$][\p{L}\p{N}_$.\-[\]]{0,79})(?<quoted>\\{0,7}["'`])?(?<sign>>|\s{0,3}(?:=>|[:=]|%(?:25){0,2}3D)\s{0,3}|\s{1,3}(?:(?:is|was)[ :]{1,3})?)(?<open>\\{0,7}["'`])?/giu;

/** Parameters that carry a credential in a query or a fragment, and mean something else anywhere else. */
const inQuery: SecretKey = { kind: 'token', name: /^(?:code|sig|signature|ticket)$/i, value: /^(?=[^\d]*\d)\S{12,}$/ };

const scheme = /^(?:bearer|basic|digest|token|apikey)$/i;

/** Enough of a value to judge it; only what goes is read to its end. */
const glance = 256;

/** In a sentence (`token: unexpected end`) only what cannot be a word is a secret. */
function looksSecret(value: string): boolean {
  return isMark(value) ? false : /\d/.test(value) ? value.length > 3 : /[a-z][A-Z]/.test(value) || value.length > 19;
}

function quotedEnd(text: string, from: number, quote: string): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) if (text[at - 1] !== '\\') return at;
  return text.length;
}

function bracketEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1;
  }
  return text.length;
}

function stop(text: string, from: number, ends: RegExp): number {
  ends.lastIndex = from;
  return ends.exec(text)?.index ?? text.length;
}

function plainEnd(text: string, from: number, sign: string, isQuery: boolean): number {
  const taken = /^\[Filtered:[a-z-]{1,20}\](?!\w)/.exec(text.slice(from, from + 40));
  if (taken) return from + taken[0].length;
  let end = stop(text, from, sign.includes('%') ? /[\s&"'<>`\\]|%(?:25){0,2}26/g : isQuery ? /[\s&#"'<>`\\]/g : /[\s;"'<>`\\]|&(?=[\w.%[\]-]{1,40}=|$)/g);
  while (end > from && /[.,;:!?)}\]]/.test(text[end - 1] as string)) end--;
  return end;
}

function valueEnd(text: string, from: number, key: SecretKey, found: Readonly<Record<string, string | undefined>>, isQuery: boolean): number {
  const { open, quoted, sign = '' } = found;
  if (open) return quotedEnd(text, from, open);
  if (quoted && /[{[]/.test(text[from] ?? '') && !text.startsWith('[Filtered:', from)) return bracketEnd(text, from);
  if (sign.includes(':') && (key.kind === 'authorization' || key.kind === 'cookie')) return stop(text, from, /[\n"'`]/g);
  const end = plainEnd(text, from, sign, isQuery);
  const next = /^\s{1,3}/.exec(text.slice(end, end + 3));
  return next && end - from < 8 && scheme.test(text.slice(from, end)) ? plainEnd(text, end + next[0].length, sign, isQuery) : end;
}

/** `--password x`, `PIN 1234`, `with password hunter2`, but not `changed password user_123`. */
function bySpace(key: SecretKey, name: string, value: string): boolean {
  if (name.startsWith('-')) return !value.startsWith('-');
  if (key.kind === 'pin') return /^\d{3,8}$/.test(value);
  return key.kind === 'password' && /^(?=\D*\d)\S{6,}$/.test(value) && !/^[a-z]+_\d+$|^\d{4}-\d\d/i.test(value);
}

function mustGo(key: SecretKey, value: string, found: Readonly<Record<string, string | undefined>>): boolean {
  if (!isSecretValue(key, value)) return false;
  const { name = '', sign = '', open } = found;
  if (/^\s+$/.test(sign)) return bySpace(key, name, value);
  if (open || sign === '>' || key.kind === 'custom') return true;
  if (name.endsWith('s') && /^\d+$/.test(value)) return false;
  if (/\w/.test(sign) && !sign.includes('%')) return /\d/.test(value) && (key.kind === 'pin' || value.length > 5);
  // `auth_token: abc` is no sentence.
  if (!/:\s/.test(sign) || /[_-]|[a-z][A-Z]/.test(name)) return true;
  if (key.kind === 'password') return !/^(?:must|should|cannot|can't|is|was|has|not|too|field|do|does|at|contains)$/.test(value);
  return key.value !== undefined || key.kind === 'pin' ? /\d/.test(value) : value.split(/\s+/, 8).some((word) => looksSecret(word));
}

export function scrubPairs(text: string, secretKeyOf: SecretKeyOf): string {
  let out = '';
  let done = 0;
  // `API key: …`: the word before may belong to the name.
  let word = '';
  for (let find = ((pair.lastIndex = 0), pair.exec(text)); find; find = pair.exec(text)) {
    const found = find.groups ?? {};
    const name = found.name ?? '';
    const before = text[find.index - 1] ?? '';
    const isQuery = before === '?' || before === '&' || before === '#';
    const isComparison = found.sign === '>' && before !== '<';
    const key = isComparison ? undefined : (secretKeyOf(name) ?? (word ? secretKeyOf(`${word} ${name}`) : isQuery && inQuery.name.test(name) ? inQuery : undefined));
    word = !key && found.sign === ' ' && !found.quoted && !found.open ? name : '';
    const start = find.index + find[0].length;
    if (key) {
      const limited = text.slice(start, start + glance);
      if (mustGo(key, limited.slice(0, valueEnd(limited, 0, key, found, isQuery)), found)) {
        const end = valueEnd(text, start, key, found, isQuery);
        out += text.slice(done, start) + mark(key.kind);
        pair.lastIndex = done = end;
        continue;
      }
    }
    // A value may hold a pair itself (`message: password=…`), and so may what follows a blank.
    pair.lastIndex = find.index + name.length + (found.quoted?.length ?? 0) + (found.sign?.length ?? 0);
  }
  return out + text.slice(done);
}
