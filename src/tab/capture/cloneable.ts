const maxDepth = 5;
const maxItems = 50;

export function cut(text: unknown, length = 2000): string {
  try {
    return String(text).slice(0, length);
  } catch {
    return '[Unreadable]';
  }
}

/**
 * Plain data that structured cloning takes, from anything a page may hand us. Plain objects, class instances, arrays, Maps and Sets are
 * copied, bounded in depth and width; all else (DOM nodes, functions, BigInt, dates, errors) becomes a short text. Never throws.
 */
export function cloneable(value: unknown, depth = maxDepth, parents: readonly unknown[] = []): unknown {
  try {
    const tag = Object.prototype.toString.call(value);
    const inner = (item: unknown): unknown => cloneable(item, depth - 1, [...parents, value]);
    if (parents.includes(value)) return '[Circular]';
    if (/Obj\w+]|Ar\w+y]|Map]|Set]/.test(tag)) {
      if (!depth) return tag;
      const items = value as Iterable<unknown>;
      if (items[Symbol.iterator]) return [...items].slice(0, maxItems).map(inner);
      return Object.fromEntries(
        Object.keys(items)
          .slice(0, maxItems)
          .map((key) => [key, inner(items[key as never])]),
      );
    }
    // By its type, because an object may call itself a Number: `number`, `undefined`, `boolean`.
    return value === null || /^[nu]|oo/.test(typeof value) ? value : cut(/Fun/.test(tag) ? tag : value);
  } catch {
    return cut(value);
  }
}
