import { AnyMap, isIgnored, sourceContentFor, traceSegment, type SourceMapInput } from '@jridgewell/trace-mapping';
import type { ScriptMap } from '../../domain/errors/source-maps/script-map.ts';

/**
 * A script with its map, plain or indexed (with sections). `url`: of the map, against which its sources are resolved.
 *
 * @throws {Error} saying what is wrong with the map.
 */
export function openMap(text: string, json: string, url: string): ScriptMap & { readonly debugId: string | null } {
  // Servers used to put a line in front of JSON that keeps it from running as a script.
  const parsed: unknown = JSON.parse(json.replace(/^\)\]\}'[^\n]*\n/, ''));
  if (!isMap(parsed)) throw new TypeError('no source map of version 3');
  const map = new AnyMap(parsed, url);
  const lines = new Map<string, readonly string[] | null>();
  const { debugId, debug_id: older } = parsed as { readonly debugId?: unknown; readonly debug_id?: unknown };
  return {
    text,
    debugId: typeof (debugId ?? older) === 'string' ? String(debugId ?? older).toLowerCase() : null,
    originalOf: (line, column) => {
      const segment = traceSegment(map, line - 1, column - 1);
      if (!segment || segment.length === 1) return null;
      const [from, source, originalLine, originalColumn, name] = segment;
      const file = map.resolvedSources[source];
      return file ? { file, line: originalLine + 1, column: originalColumn + 1, name: name === undefined ? null : (map.names[name] ?? null), ignored: isIgnored(map, file), from: from + 1 } : null;
    },
    linesOf: (file) => {
      if (!lines.has(file)) lines.set(file, sourceContentFor(map, file)?.split(/\r\n|[\n\r\u2028\u2029]/) ?? null);
      return lines.get(file) ?? null;
    },
  };
}

function isMap(value: unknown): value is SourceMapInput & object {
  const { version, mappings, sources, sections } = Object(value) as Readonly<Record<string, unknown>>;
  return Number(version) === 3 && ((typeof mappings === 'string' && Array.isArray(sources)) || (Array.isArray(sections) && sections.every((section) => isMap(Object(section).map))));
}
