import { mark } from './mark.ts';
import { remember } from './remember.ts';
import { createTextScrubber } from './scrub-text.ts';
import { createSecretKeyOf, isSecretValue, type SecretKey } from './secret-names.ts';

export interface ScrubberOptions {
  /** Key names to filter besides the built-in ones, in any spelling; `*` stands for anything. */
  readonly keys?: readonly string[] | undefined;
  /** Sources of regular expressions by the name that stands in the mark. What they match goes, before anything else is looked for. */
  readonly rules?: Readonly<Record<string, string>> | undefined;
  /** Kinds that are looked for, by their names in the marks; all but `ip` unless this says otherwise. */
  readonly detect?: Readonly<Record<string, boolean>> | undefined;
}

/** Deeper than this nothing is read, and nothing that was not read is let through. */
const maxDepth = 32;
/** The least number of a card; below are the times of day, which every signal has. */
const leastCard = 4e12;
/** characters of a text that is remembered */
const longest = 200;

/** The names that a value stands under, the nearest first: what it is called says more than what it is part of. */
type Under = readonly SecretKey[];

/** What of one call was seen already, by those names: a scope that 200 signals share is scrubbed once and stays shared. */
type Seen = Record<string, Map<object, unknown>>;

/**
 * Makes the one scrubber: takes e-mail addresses, phone numbers, cards, IBANs, national ids, credentials, keys and
 * whatever stands under a secret name out of any value, and puts `[Filtered:kind]` in their place. What it returns it would
 * not change again, and what is clean comes back as the same object. Maps and sets become lists, errors records.
 *
 * @example createScrubber({ keys: ['diagnosis'] })({ note: 'mail ann@example.com', diagnosis: 'flu' })
 * // { note: 'mail [Filtered:email]', diagnosis: '[Filtered:custom]' }
 */
export function createScrubber({ keys = [], rules = {}, detect = {} }: ScrubberOptions = {}): <T>(value: T) => T {
  const isOn = (kind: string): boolean => detect[kind] ?? kind !== 'ip';
  const secretKeyOf = createSecretKeyOf(keys, isOn);
  const scrubText = createTextScrubber(secretKeyOf, isOn, rules);

  const short = remember(scrubText);
  /** Names, URLs and the frames of stacks come again and again, and no secret goes on from one frame into the next. */
  const piece = (value: string): string => (value.length < longest ? short(value) : scrubText(value));
  const pieces = (value: string): string => (value.includes('\n') ? value.split(/(?<=\n)(?= +at )/).map(piece).join('') : piece(value));

  const text = (value: string, depth: number): string => {
    if (depth > maxDepth || !/^\s*[[{]\s*["[{]/.test(value)) return pieces(value);
    try {
      const json = JSON.parse(value) as unknown;
      const clean = walk(json, [], depth + 1, {});
      return clean === json ? value : JSON.stringify(clean);
    } catch {
      // It was cut off, or only begins like JSON.
      return pieces(value);
    }
  };

  const named = remember((name) => {
    const clean = scrubText(name);
    return { clean, key: secretKeyOf(clean) };
  });

  /** `['password', '…']` and `{name: 'password', value: '…'}`: forms and headers are listed like that. */
  const keyBeside = (name: unknown, value: unknown): SecretKey | undefined =>
    typeof name === 'string' && /^[\w .$-]+$/.test(name) && typeof value === 'string' ? named(name).key : undefined;

  const list = (from: readonly unknown[], under: Under, depth: number, seen: Seen): unknown => {
    const key = from.length === 2 ? keyBeside(from[0], from[1]) : undefined;
    const clean = from.map((item, at) => walk(item, key && at ? [key, ...under] : under, depth, seen));
    return clean.some((item, at) => !Object.is(item, from[at])) ? clean : from;
  };

  const record = (from: Readonly<Record<string, unknown>>, under: Under, depth: number, seen: Seen): unknown => {
    const beside = keyBeside(from.name ?? from.key, from.value);
    const names = Object.keys(from);
    // Most are clean, and a copy of those is for nothing.
    let clean: Map<string, unknown> | undefined;
    for (const name of names) {
      const member = from[name];
      let { clean: cleanName, key } = named(name);
      if (name === 'value') key ??= beside;
      const cleanMember = walk(member, key ? [key, ...under] : under, depth, seen);
      if (!clean && cleanName === name && Object.is(cleanMember, member)) continue;
      clean ??= new Map(Object.entries(from).slice(0, names.indexOf(name)));
      while (clean.has(cleanName)) cleanName += `+${clean.size}`;
      clean.set(cleanName, cleanMember);
    }
    return clean ? Object.fromEntries(clean) : from;
  };

  const object = (from: object, under: Under, depth: number, seen: Seen): unknown => {
    if (Array.isArray(from)) return list(from, under, depth, seen);
    if (from instanceof Map || from instanceof Set) return list([...from], under, depth, seen);
    if (from instanceof Error) return record({ ...from, name: from.name, message: from.message, stack: from.stack }, under, depth, seen);
    return record(from as Readonly<Record<string, unknown>>, under, depth, seen);
  };

  const walk = (value: unknown, under: Under, depth: number, seen: Seen): unknown => {
    if (typeof value === 'object' && value) {
      if (depth > maxDepth) return mark('depth');
      const known = (seen[under.map((key) => key.kind).join()] ??= new Map());
      let clean = known.get(value);
      if (clean === undefined) {
        known.set(value, mark('cycle'));
        known.set(value, (clean = object(value, under, depth + 1, seen)));
      }
      return clean;
    }
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return value;
    const isRead = typeof value === 'string' || value >= leastCard;
    if (!isRead && !under.length) return value;
    const shown = String(value);
    const marked = (text: string): string | undefined => {
      const key = under.find((key) => isSecretValue(key, text));
      return key && mark(key.kind);
    };
    const whole = marked(shown);
    if (whole) return whole;
    const clean = isRead ? text(shown, depth) : shown;
    // What was taken out may have been all that spoke against the rest.
    return clean === shown ? value : (marked(clean) ?? clean);
  };

  return <T>(value: T): T => walk(value, [], 0, {}) as T;
}
