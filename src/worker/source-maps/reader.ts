import type { SourceMapOptions } from '../../contract/config.ts';
import type { ErrorRecord, SourceFrame, StackFrame } from '../../contract/error-record.ts';
import { cacheLimits, toForget, type Remembered } from '../../domain/errors/source-maps/map-cache.ts';
import { resolveRecord } from '../../domain/errors/source-maps/resolve-frames.ts';
import type { ScriptMap } from '../../domain/errors/source-maps/script-map.ts';
import { matches, scriptsOf } from '../../domain/errors/source-maps/scripts-of.ts';
import { debugIdOf, sourceMapUrl } from '../../domain/errors/source-maps/source-map-url.ts';
import { writeResolved } from '../../runtime/write-resolved.ts';
import type { ReadSourceMaps } from '../../services/ports/source-maps.ts';
import type { Scrub } from '../../services/ports/scrub.ts';
import { textOfDataUrl } from './data-url.ts';
import { type FetchText, Unreadable } from './fetch-text.ts';
import { openMap } from './open-map.ts';

interface ReaderPorts {
  readonly fetchText: FetchText;
  readonly now: () => number;
  /** Of the place where the reader runs: where headers go without being asked for by `match`. */
  readonly origin: string;
}

interface Entry extends Remembered {
  readonly map: Promise<ScriptMap | null>;
}

/** Reads scripts and their maps, each once a release, and remembers what it found, also that it found nothing. */
export function createReader({ fetchText, now, origin }: ReaderPorts): ReadSourceMaps {
  const entries = new Map<string, Entry>();

  const remember = (key: string, map: Entry['map'], size: number, until: number): void => {
    const at = now();
    entries.set(key, { key, map, size, usedAt: at, until });
    for (const gone of toForget([...entries.values()], at)) entries.delete(gone);
  };

  const read = async (script: string, { match, headers }: SourceMapOptions): Promise<{ readonly map: ScriptMap | null; readonly size: number }> => {
    // A script of a stranger may name any address as its map: it must not learn what is meant for the own servers.
    const ask = (url: string) => fetchText(url, new URL(url).origin === origin || (match.length && matches(url, match)) ? headers : {});
    const { text, sourceMap, url } = await ask(script);
    const named = sourceMap ?? sourceMapUrl(text);
    if (named === null) return { map: null, size: 0 };
    const inline = /^data:/i.test(named);
    const place = inline ? url : new URL(named, url).href;
    const json = inline ? textOfDataUrl(named) : (await ask(place)).text;
    const map = openMap(text, json, place);
    const debugId = debugIdOf(text);
    if (debugId && map.debugId && debugId !== map.debugId) throw new Unreadable('the map is of another build');
    return { map, size: text.length + json.length };
  };

  const mapOf = (script: string, release: string, options: SourceMapOptions, problem: (sentence: string) => void): Entry['map'] => {
    const key = `${release}\n${script}`;
    const known = entries.get(key);
    if (known && known.until > now()) {
      remember(key, known.map, known.size, known.size ? now() + cacheLimits.age : known.until);
      return known.map;
    }
    const map = read(script, options).then(
      (found) => {
        remember(key, map, found.size, found.map ? now() + cacheLimits.age : Infinity);
        return found.map;
      },
      (error: unknown) => {
        remember(key, map, 0, error instanceof Unreadable && error.passing ? now() + cacheLimits.retry : Infinity);
        problem(`${script}: ${error instanceof Error ? error.message : String(error)}`.slice(0, 300));
        return null;
      },
    );
    // All that need it in the meantime wait for the one answer.
    remember(key, map, 0, Infinity);
    return map;
  };

  return async (records, since, options, store, scrub, problem) => {
    const resolved: ErrorRecord[] = [];
    for (const record of records) {
      const maps = new Map<string | null, ScriptMap>();
      await Promise.all(
        scriptsOf(record, options.match).map(async (script) => {
          const map = await mapOf(script, record.release, options, problem);
          if (map) maps.set(script, map);
        }),
      );
      const seen = resolveRecord(record, (file) => maps.get(file));
      if (seen !== record) resolved.push(scrubbed(seen, scrub));
    }
    if (resolved.length) await store.write((tx) => writeResolved(tx, resolved, since));
    return resolved.length > 0;
  };
}

/** What comes out of a source passes the scrubber like all else; the rest of the record has passed it. */
function scrubbed(record: ErrorRecord, scrub: Scrub): ErrorRecord {
  const clean = (frames: readonly StackFrame[]): readonly StackFrame[] => frames.map((frame) => (frame.source ? { ...frame, source: cleanSource(frame.source, scrub) } : frame));
  return { ...record, frames: clean(record.frames), cause: record.cause.map((one) => ({ ...one, frames: clean(one.frames) })) };
}

function cleanSource({ context, ...place }: SourceFrame, scrub: Scrub): SourceFrame {
  if (!context) return scrub(place);
  // As one text, because a secret may go over several lines; one that did has no lines left to show.
  const { before, line, after } = context;
  const lines = scrub([...before, line, ...after].join('\n')).split('\n');
  const at = before.length;
  const whole = lines.length === at + 1 + after.length;
  return { ...scrub(place), ...(whole && { context: { before: lines.slice(0, at), line: lines[at] ?? '', after: lines.slice(at + 1) } }) };
}
