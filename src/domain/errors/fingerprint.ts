import type { Mechanism, StackFrame } from '../../contract/error-record.ts';
import { nameAndMessage } from './fault-of.ts';
import { shortHash } from './short-hash.ts';

/** ms within which two reports can be of one occurrence. */
export const occurrenceWindow = 1_000;
/** Reporters of one group that are remembered. */
const maxSightings = 16;

/** Names what happened, down to the column: two reports of one occurrence agree in all of it. */
export function fingerprintOf(name: string, message: string, frames: readonly StackFrame[], url: string): string {
  const plain = nameAndMessage(name, message);
  const places = frames.slice(0, 5).map((frame) => `${frame.function} ${frame.file}:${frame.line}:${frame.column}`);
  return shortHash([plain.name, plain.message, ...(places.length > 0 ? places : [url])].join('\n'));
}

/** Who reported an occurrence that counted, and from when to when without a rest. */
export interface Sighting {
  readonly fingerprint: string;
  readonly tabId: string;
  readonly mechanism: Mechanism;
  readonly from: number;
  readonly to: number;
}

/**
 * Is this a second report of what was counted already? It is, when another tab or another mechanism reported the same within a second. The same
 * mechanism of the same tab reports each occurrence once, so that its repeats are a loop, and count.
 */
export function isRepeat(sightings: readonly Sighting[], one: Omit<Sighting, 'from' | 'to'>, at: number): boolean {
  return sightings.some(
    (seen) => seen.fingerprint === one.fingerprint && !isSameReporter(seen, one) && at >= seen.from - occurrenceWindow && at <= seen.to + occurrenceWindow,
  );
}

/** Remembers an occurrence that counted. */
export function withSighting(sightings: readonly Sighting[], one: Omit<Sighting, 'from' | 'to'>, at: number): readonly Sighting[] {
  const near = sightings.find((seen) => seen.fingerprint === one.fingerprint && isSameReporter(seen, one) && at >= seen.from - occurrenceWindow && at <= seen.to + occurrenceWindow);
  const rest = sightings.filter((seen) => seen !== near);
  return [...rest, { ...one, from: Math.min(near?.from ?? at, at), to: Math.max(near?.to ?? at, at) }].slice(-maxSightings);
}

const isSameReporter = (a: Pick<Sighting, 'tabId' | 'mechanism'>, b: Pick<Sighting, 'tabId' | 'mechanism'>): boolean => a.tabId === b.tabId && a.mechanism === b.mechanism;
