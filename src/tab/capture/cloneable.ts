const maxDepth = 5;
const maxItems = 50;
const maxText = 2000;

export function cut(text: string, length = maxText): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

/**
 * Plain data that structured cloning takes, from anything a page may hand us: functions, DOM nodes, BigInt, cycles, Maps and
 * throwing getters become short texts; depth, items and text are bounded. Never throws.
 */
export function cloneable(value: unknown, depth = maxDepth, parents: readonly unknown[] = []): unknown {
  try {
    if (typeof value === 'string') return cut(value);
    if (typeof value === 'function') return `[Function ${value.name}]`;
    if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
    if (!value || typeof value !== 'object') return value;
    if (parents.includes(value)) return '[Circular]';
    if (value instanceof Date || value instanceof URL || value instanceof RegExp) return String(value);
    if (value instanceof Error) return cut(String(value.stack ?? value));
    if (value instanceof Node) return `<${value.nodeName.toLowerCase()}>`;
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.constructor.name} ${value.byteLength}]`;
    if (!depth) return Array.isArray(value) ? '[Array]' : '[Object]';
    const inner = (item: unknown) => cloneable(item, depth - 1, [...parents, value]);
    if (Array.isArray(value) || value instanceof Set) return [...value].slice(0, maxItems).map(inner);
    const source = value instanceof Map ? Object.fromEntries(value) : (value as Record<string, unknown>);
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(source).slice(0, maxItems)) {
      try {
        result[key] = inner(source[key]);
      } catch {
        result[key] = '[Throws]';
      }
    }
    return result;
  } catch {
    return '[Unreadable]';
  }
}
