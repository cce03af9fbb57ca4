import type { LogEntry } from '../../src/contract/log-entry.ts';

/** Entries that an element keeps; older ones are found by searching or by a narrower range. */
export const maxKept = 10_000;

/**
 * Adds an answer (newest first) to what is known (oldest first). Answers overlap, because several tabs write within one millisecond: an id
 * counts once. `page`: an answer of so many entries may have left a gap, so that what is older goes.
 */
export function joinTail(known: readonly LogEntry[], answer: readonly LogEntry[], page: number): readonly LogEntry[] {
  // Only the end of what is known can be in the answer, too.
  const oldest = Math.min(...answer.map(({ timestamp }) => timestamp));
  const ids = new Set(known.slice(known.findLastIndex(({ timestamp }) => timestamp < oldest) + 1).map(({ id }) => id));
  const fresh = answer.filter(({ id }) => !ids.has(id)).reverse();
  if (!fresh.length) return known;
  const before = answer.length >= page && fresh.length === answer.length ? [] : known;
  const joined = [...before, ...fresh];
  // Nearly always in order already: a late one came from a tab that was slow to hand it over.
  if ((before.at(-1)?.timestamp ?? 0) > fresh[0]!.timestamp) joined.sort((a, b) => a.timestamp - b.timestamp);
  return joined.slice(-maxKept);
}

/** Puts older entries (newest first) before what is known. */
export function joinOlder(known: readonly LogEntry[], answer: readonly LogEntry[]): readonly LogEntry[] {
  const ids = new Set(known.map(({ id }) => id));
  return [...answer.filter(({ id }) => !ids.has(id)).reverse(), ...known].slice(-maxKept);
}
