import { describe } from './journey.ts';

const maxDepth = 5;
const maxItems = 50;
/** Characters, about, of one value with all that it holds. */
const maxSize = 20_000;
const unreadable = '[Unreadable]';

export function cut(given: unknown, length = 2000): string {
  try {
    const text = String(given);
    return text.length > length ? `${text.slice(0, length)}…` : text;
  } catch {
    return unreadable;
  }
}

/**
 * Plain data that structured cloning takes, from anything a page may hand us. Plain objects, class instances, arrays, typed arrays, Maps and Sets are
 * copied, bounded in depth, width and size, `…` where something was left out; what knows its JSON is that; elements become selectors, all else
 * (functions, symbols, BigInt, errors, buffers) a short text. Never throws.
 */
export function cloneable(given: unknown): unknown {
  let room = maxSize;
  // A member is read in here, so that a getter which throws is shown as such, and its neighbours as they are.
  const copy = (read: () => unknown, depth: number, parents: readonly unknown[]): unknown => {
    let value: unknown = unreadable;
    try {
      value = read();
      // By its type, because an object may call itself a Number: `number`, `undefined`, `boolean`.
      if (value === null || /^[nu]|oo/.test(typeof value)) return value;
      if (parents.includes(value)) return '[Circular]';
      if ((room -= 9) < 0) return '…';
      // Of an invalid date the JSON is `null`.
      value = (value as Partial<Date>).toJSON?.() ?? value;
      const tag = ({}).toString.call(value) as string;
      if (/Obj\w+]|Ar\w+y]| Map]| Set]/.test(tag)) {
        if (!depth) return tag;
        const inner = (read: () => unknown): unknown => copy(read, depth - 1, [...parents, value]);
        const items = value as Iterable<unknown>;
        if (!items[Symbol.iterator])
          return Object.fromEntries(
            Object.keys(items)
              .slice(0, maxItems + 1)
              .map((key, at) => (at < maxItems ? [cut(key, 200), inner(() => items[key as never])] : ['…', '…'])),
          );
        const list: unknown[] = [];
        // Step by step: it may be endless.
        for (const item of items)
          if (list.push(inner(() => item)) > maxItems) {
            list[maxItems] = '…';
            break;
          }
        return list;
      }
      if (value instanceof Element) value = describe(value);
      if (typeof value === 'function') value = `[Function ${value.name}]`;
    } catch {
      // Shown as far as it can be.
    }
    const text = cut(value, Math.min(2000, room));
    room -= text.length;
    return text;
  };
  return copy(() => given, maxDepth, []);
}
