import { isCardNumber } from './card-number.ts';
import { mark } from './mark.ts';
import { createTextScrubber } from './scrub-text.ts';
import { createSecretKeyOf, isSecretValue, type SecretKey } from './secret-keys.ts';

export interface ScrubberOptions {
  /** Key names to filter besides the built-in ones, in any spelling; `*` at either end stands for anything. */
  readonly keys?: readonly string[] | undefined;
}

/** Deeper than this nothing is read, and nothing that was not read is let through. */
const maxDepth = 32;

const maxNames = 1000;

interface Name {
  readonly clean: string;
  readonly key: SecretKey | undefined;
}

/** What of one call was seen already: a scope that 200 signals share is scrubbed once and stays shared. */
type Seen = Map<SecretKey | undefined, Map<object, unknown>>;

const looksLikeJson = /^\s*(?:\{\s*["}]|\[\s*["{[\d])/;

/**
 * Makes the one scrubber: takes e-mail addresses, phone numbers, cards, IBANs, national ids, credentials, keys and
 * whatever stands under a secret name out of any value, and puts `[Filtered:kind]` in their place. It never throws, what
 * it returns it would not change again, and what is clean comes back as the same object.
 *
 * @example createScrubber({ keys: ['diagnosis'] })({ note: 'mail ann@example.com', diagnosis: 'flu' })
 * // { note: 'mail [Filtered:email]', diagnosis: '[Filtered:custom]' }
 */
export function createScrubber(options: ScrubberOptions = {}): <T>(value: T) => T {
  const keys = options.keys ?? [];
  const secretKeyOf = createSecretKeyOf(keys);
  const scrubText = createTextScrubber(keys, secretKeyOf);

  const text = (value: string, depth: number): string => {
    if (value.length < 4) return value;
    if (depth < maxDepth && looksLikeJson.test(value)) {
      const parsed = parse(value);
      if (parsed) {
        const clean = walk(parsed.json, undefined, depth + 1, new Map());
        return clean === parsed.json ? value : JSON.stringify(clean);
      }
    }
    return scrubText(value);
  };

  // Names repeat from signal to signal; the memo is bounded because data can stand where a name should.
  const memo = new Map<string, Name>();
  const named = (name: string): Name => {
    let known = memo.get(name);
    if (!known) {
      const clean = text(name, maxDepth);
      known = { clean, key: secretKeyOf(clean) };
      if (memo.size >= maxNames) memo.clear();
      if (name.length <= 80) memo.set(name, known);
    }
    return known;
  };

  /** Of a name that is itself a value: only what looks like a name is one. */
  const keyOf = (name: unknown): SecretKey | undefined => (typeof name === 'string' && /^[\w.$ -]{1,80}$/.test(name) ? named(name).key : undefined);

  const list = (items: readonly unknown[], key: SecretKey | undefined, depth: number, seen: Seen): readonly unknown[] => {
    // A header as an entry: `['authorization', 'Bearer …']`; not a list of field names.
    const entryKey = items.length === 2 && typeof items[1] === 'string' && /[\d\s=]/.test(items[1]) ? keyOf(items[0]) : undefined;
    const clean = items.map((item, at) => walk(item, at === 1 ? narrower(entryKey, key, item) : key, depth, seen));
    return clean.some((item, at) => !Object.is(item, items[at])) ? clean : items;
  };

  const record = (from: Readonly<Record<string, unknown>>, key: SecretKey | undefined, depth: number, seen: Seen): Readonly<Record<string, unknown>> => {
    const clean = new Map<string, unknown>();
    const repeats = new Map<string, number>();
    let changed = false;
    // `{name: 'password', value: '…'}`: forms and headers are listed like that.
    const beside = typeof from.value === 'string' ? keyOf(from.name ?? from.key ?? from.field ?? from.header) : undefined;
    for (const name of Object.keys(from)) {
      const member = from[name];
      const { clean: plainName, key: ownKey } = named(name);
      const memberKey = narrower(ownKey ?? (name === 'value' ? beside : undefined), key, member);
      let cleanName = plainName;
      while (clean.has(cleanName)) {
        const times = (repeats.get(plainName) ?? 1) + 1;
        repeats.set(plainName, times);
        cleanName = `${plainName}+${times}`;
      }
      const cleanMember = walk(member, typeof member === 'number' && name.endsWith('s') ? undefined : memberKey, depth, seen);
      changed ||= cleanName !== name || !Object.is(cleanMember, member);
      clean.set(cleanName, cleanMember);
    }
    return changed ? Object.fromEntries(clean) : from;
  };

  const object = (from: object, key: SecretKey | undefined, depth: number, seen: Seen): unknown => {
    if (Array.isArray(from)) return list(from, key, depth, seen);
    if (from instanceof Map) {
      const clean = (name: unknown, member: unknown): unknown => walk(member, narrower(keyOf(name), key, member), depth, seen);
      return new Map([...from].map(([name, member]) => [walk(name, undefined, depth, seen), clean(name, member)]));
    }
    if (from instanceof Set) return new Set([...from].map((member) => walk(member, key, depth, seen)));
    if (from instanceof Date || from instanceof RegExp || ArrayBuffer.isView(from) || from instanceof ArrayBuffer) return from;
    if (from instanceof Error) return record({ ...from, name: from.name, message: from.message, stack: from.stack ?? '' }, key, depth, seen);
    return record(from as Readonly<Record<string, unknown>>, key, depth, seen);
  };

  const walk = (value: unknown, key: SecretKey | undefined, depth: number, seen: Seen): unknown => {
    switch (typeof value) {
      case 'string':
        return key && isSecretValue(key, value) ? mark(key.kind) : text(value, depth);
      case 'number':
      case 'bigint':
        if (key && isSecretValue(key, String(value))) return mark(key.kind);
        return value >= 1e12 && isCardNumber(String(value)) ? mark('card') : value;
      case 'object': {
        if (value === null) return null;
        if (depth > maxDepth) return mark('depth');
        const inherited = key?.flat ? undefined : key;
        let known = seen.get(inherited);
        if (!known) seen.set(inherited, (known = new Map()));
        if (known.has(value)) return known.get(value);
        known.set(value, mark('cycle'));
        const clean = guarded(() => object(value, inherited, depth + 1, seen));
        known.set(value, clean);
        return clean;
      }
      default:
        return value;
    }
  };

  return <T>(value: T): T => walk(value, undefined, 0, new Map()) as T;
}

/** What a thing is called says more than what it is part of, unless it is not what it is called. */
function narrower(own: SecretKey | undefined, inherited: SecretKey | undefined, value: unknown): SecretKey | undefined {
  return own && inherited && typeof value === 'string' && !isSecretValue(own, value) ? inherited : (own ?? inherited);
}

/** A getter or a proxy of the page's own may throw: then nothing of that object is let through. */
function guarded(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return mark('unreadable');
  }
}

function parse(text: string): { readonly json: unknown } | null {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}
